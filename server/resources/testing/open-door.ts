import type { Clock } from '#domain/clock.ts'
import type { StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { User } from '#domain/user.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { createResources, type OpenResources, type ResourcesOptions } from '../create-resources.ts'
import type { ResourceClient } from '../resources.ts'

/** A person with every right, unless the test's authoriser says otherwise. */
export const person = (name: string, over: Partial<User> = {}): User => ({
  name: `sso:${name}@vsphere.local`,
  groups: ['system:authenticated'],
  displayName: `${name}@vsphere.local`,
  privileges: [],
  from: '192.0.2.7',
  ...over,
})

/** A host's Spherelet. */
export const spherelet = (node: string): User =>
  person(node, { name: `system:node:${node}`, groups: ['system:nodes', 'system:authenticated'] })

/** The door on a database of its own. */
export interface TestDoor {
  resources: OpenResources
  store: Store
  api: string
  /** alice, who may do everything. */
  alice: ResourceClient
  /** A controller of the control plane. */
  controller: ResourceClient
  close(): Promise<void>
}

/** A clock that stands still until the test moves it; timers run by themselves in real time. */
export const fixedClock = (at: string): Clock & { set(at: string): void } => {
  let now = new Date(at)
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    set: (to) => {
      now = new Date(to)
    },
  }
}

/** An authoriser that says yes to everything. */
export const ALLOW_ALL: ResourcesOptions['auth'] = {
  authorize: async () => ({ allowed: true, reason: 'the test allows everything' }),
}

/** Opens the door on a new database with one namespace, `lab`, in it. */
export const openDoor = async (options: Partial<ResourcesOptions> = {}): Promise<TestDoor> => {
  const database = await testDatabase()
  const store = await openStore({ url: database.url, poolSize: 4 })
  const resources = createResources({
    store,
    auth: ALLOW_ALL,
    clock: fixedClock('2026-11-23T08:00:00Z'),
    clusterLogs: async () => new ReadableStream(),
    ...options,
  })
  const api = 'supervisor:test'
  const alice = resources.as(person('alice'), api)
  const controller = resources.as(person('test', { name: 'system:test', groups: ['system:masters'], from: 'control-plane' }), api)
  await controller.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } })
  return {
    resources,
    store,
    api,
    alice,
    controller,
    async close() {
      await resources.close()
      await store.close()
      await database.drop()
    },
  }
}

/** A ConfigMap in `lab`. */
export const configMap = (
  name: string,
  data: Record<string, string> = {},
  over: Partial<KubeObject['metadata']> = {},
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'lab', ...over },
  data,
})

/** A Pod of one container in `lab`, as a client sends it. */
export const podOf = (
  name: string,
  spec: Record<string, unknown> = {},
  over: Partial<KubeObject['metadata']> = {},
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'lab', ...over },
  spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
})

/** The error that a request is refused with; fails the test when it is not refused. */
export const refusal = async (request: Promise<unknown>): Promise<StatusError> => {
  try {
    await request
  } catch (error) {
    return error as StatusError
  }
  throw new Error('the request was not refused')
}
