import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { configMap, openDoor, person, podOf, refusal, spherelet, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

describe('a host', () => {
  test('writes only what is its own', async () => {
    const esx = door.resources.as(spherelet('esx-01'), door.api)
    const node = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } })
    await esx.create('nodes', node('esx-01'))
    expect(await refusal(esx.create('nodes', node('esx-02')))).toMatchObject({
      code: 403,
      message: 'nodes "esx-02" is forbidden: node "esx-01" is not allowed to modify node "esx-02"',
    })
    await door.alice.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: true } } })
    const back = esx.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: null } } })
    expect((await refusal(back)).message).toContain('is not allowed to modify taints or spec.unschedulable')
    await door.alice.create('pods', podOf('own'))
    const ref = { namespace: 'lab', name: 'own' }
    const running = { type: 'merge' as const, body: { status: { phase: 'Running' } } }
    expect((await refusal(esx.patch('pods', ref, running, { subresource: 'status' }))).code).toBe(403)
    await door.alice.bind(ref, 'esx-01')
    expect((await esx.patch('pods', ref, running, { subresource: 'status' })).status.phase).toBe('Running')
    expect((await refusal(esx.patch('pods', ref, { type: 'merge', body: { metadata: { labels: { a: 'b' } } } }))).code).toBe(403)
    expect(await esx.delete('pods', ref, { gracePeriodSeconds: 0 })).toBeUndefined()
  })
})

describe('namespaces', () => {
  test('stay until their finalizer is taken, and take nothing new meanwhile', async () => {
    await door.alice.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'going' } })
    const marked = await door.alice.delete('namespaces', { name: 'going' })
    expect(marked).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } })
    expect(await refusal(door.alice.create('configmaps', configMap('late', {}, { namespace: 'going' })))).toMatchObject({
      code: 403,
      message: 'configmaps "late" is forbidden: unable to create new content in namespace going because it is being terminated',
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    })
    const body = { ...(marked as KubeObject), spec: { finalizers: [] } }
    await door.alice.update('namespaces', body, { subresource: 'finalize' })
    expect((await refusal(door.alice.get('namespaces', { name: 'going' }))).code).toBe(404)
  })

  test('only go together with the vSphere side when a person asks', async () => {
    const heard: string[] = []
    const other = await openDoor({
      onNamespace: {
        create: async (user, name) => void heard.push(`${user.displayName} creates ${name}`),
        delete: async (user, name) => void heard.push(`${user.displayName} deletes ${name}`),
      },
    })
    try {
      await other.alice.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine' } })
      await other.alice.delete('namespaces', { name: 'mine' })
      expect(heard).toEqual(['alice@vsphere.local creates mine', 'alice@vsphere.local deletes mine'])
    } finally {
      await other.close()
    }
  })
})

test('a namespace that the controller was faster to create has what was asked for', async () => {
  const other = await openDoor({
    onNamespace: {
      create: async (_user, name) => {
        await other.controller.create('namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, labels: { by: 'controller' } },
        })
      },
      delete: async () => {},
    },
  })
  try {
    const asked = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fast', labels: { team: 'a' } } }
    const made = await other.alice.create('namespaces', asked)
    expect(made.metadata.labels).toMatchObject({ by: 'controller', team: 'a' })
    expect((await refusal(other.alice.create('namespaces', asked))).code).toBe(409)
  } finally {
    await other.close()
  }
})

describe('access', () => {
  test('is refused in the words of Kubernetes', async () => {
    const closed = await openDoor({
      auth: { authorize: async (user) => ({ allowed: user.from === 'control-plane', reason: '' }) },
    })
    try {
      const bob = closed.resources.as(person('bob'), closed.api)
      expect(await refusal(bob.list('secrets', { namespace: 'lab' }))).toMatchObject({
        code: 403,
        message:
          'secrets is forbidden: User "sso:bob@vsphere.local" cannot list resource "secrets" in API group "" in the namespace "lab"',
      })
      expect(await refusal(bob.delete('deployments.apps', { namespace: 'lab', name: 'x' }))).toMatchObject({
        message:
          'deployments.apps "x" is forbidden: User "sso:bob@vsphere.local" cannot delete resource "deployments" in API group "apps" in the namespace "lab"',
      })
      expect((await refusal(bob.bind({ namespace: 'lab', name: 'x' }, 'n'))).message).toContain(
        'cannot create resource "pods/binding"',
      )
      await closed.resources.close()
      const entries = await closed.store.inventory.read.auditEntry.findMany({ orderBy: { id: 'asc' } })
      expect(entries.map(({ who, action, outcome }) => [who, action, outcome])).toEqual([
        ['bob@vsphere.local', 'delete deployments.apps', 'refused'],
        ['bob@vsphere.local', 'bind pods', 'refused'],
      ])
    } finally {
      await closed.close()
    }
  })
})
