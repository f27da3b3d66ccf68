import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { systemUser, type User } from '#domain/user.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { type Authorizer, createAuthorizer } from './authorize.ts'
import { createKnownHosts, type KnownHosts } from './known-hosts.ts'
import { createRbacCache, type RbacCache } from './rbac-cache.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let store: Store
let rbac: RbacCache
let hosts: KnownHosts
let authorizer: Authorizer
let apis = 0
const newApi = () => `supervisor:${++apis}`

beforeAll(async () => {
  database = await testDatabase()
  store = await openStore({ url: database.url })
  rbac = createRbacCache(store)
  hosts = createKnownHosts(store)
  authorizer = createAuthorizer(rbac, hosts)
})
afterAll(async () => {
  rbac.stop()
  hosts.stop()
  await store.close()
  await database.drop()
})

const alice: User = {
  name: 'sso:alice@vsphere.local',
  groups: ['system:authenticated'],
  displayName: 'alice@vsphere.local',
  privileges: [],
  from: 'test',
}
const list = { verb: 'list', group: '', resource: 'secrets', namespace: 'lab' }

const write = async (
  api: string,
  operation: 'create' | 'delete',
  kind: 'Role' | 'RoleBinding',
  object: Partial<KubeObject>,
  expectedRevision?: string,
) => {
  const full: KubeObject = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'reader', namespace: 'lab', uid: crypto.randomUUID() },
    ...object,
  }
  const resource = `${kind.toLowerCase()}s.rbac.authorization.k8s.io`
  const key = { api, resource, namespace: 'lab', name: 'reader' }
  const outcome = await store.objects.write({ operation, key, object: full, ...(expectedRevision ? { expectedRevision } : {}) })
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome
}
const createRole = (api: string) =>
  write(api, 'create', 'Role', { rules: [{ verbs: ['list'], apiGroups: [''], resources: ['secrets'] }] })
const createBinding = (api: string) =>
  write(api, 'create', 'RoleBinding', {
    subjects: [{ kind: 'User', name: alice.name }],
    roleRef: { kind: 'Role', name: 'reader' },
  })

describe('RBAC', () => {
  test('a refusal is in Kubernetes words', async () => {
    expect(await authorizer.authorize(alice, newApi(), list)).toEqual({
      allowed: false,
      reason: 'User "sso:alice@vsphere.local" cannot list resource "secrets" in API group "" in the namespace "lab"',
    })
  })

  test('what a binding gives holds for the very next request, and only in its own API', async () => {
    const api = newApi()
    expect((await authorizer.authorize(alice, api, list)).allowed).toBe(false)
    await createRole(api)
    await createBinding(api)
    expect(await authorizer.authorize(alice, api, list)).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "reader/lab" of Role "reader" to User "sso:alice@vsphere.local"',
    })
    expect((await authorizer.authorize(alice, newApi(), list)).allowed).toBe(false)
  })

  test('what a removed binding gave is gone as soon as the log has been read', async () => {
    const api = newApi()
    await createRole(api)
    const { revision } = await createBinding(api)
    expect((await authorizer.authorize(alice, api, list)).allowed).toBe(true)
    await write(api, 'delete', 'RoleBinding', { subjects: [], roleRef: { kind: 'Role', name: 'reader' } }, revision)
    await store.feed.reached(api, await store.objects.revision(api))
    expect((await authorizer.authorize(alice, api, list)).allowed).toBe(false)
  })

  test('the rules of a namespace show what everybody may and what bindings give', async () => {
    const api = newApi()
    await createRole(api)
    await createBinding(api)
    const { resourceRules } = await authorizer.rulesFor(alice, api, 'lab')
    expect(resourceRules).toContainEqual({ verbs: ['list'], apiGroups: [''], resources: ['secrets'] })
    expect(resourceRules).toContainEqual({
      verbs: ['create'],
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
    })
    expect((await authorizer.rulesFor(alice, api, 'prod')).resourceRules).not.toContainEqual({
      verbs: ['list'],
      apiGroups: [''],
      resources: ['secrets'],
    })
  })
})

describe('beside RBAC', () => {
  const anonymous: User = {
    name: 'system:anonymous',
    groups: ['system:unauthenticated'],
    displayName: 'anonymous',
    privileges: [],
    from: 'x',
  }
  const path = (path: string) => ({ verb: 'get', group: '', resource: '', path })
  const can = { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' }
  test.each([
    ['the control plane may do everything', systemUser('scheduler'), list, true],
    ['the inventory role Administrator is cluster-admin', { ...alice, privileges: ['*'] }, list, true],
    [
      'other inventory roles are nothing in Kubernetes',
      { ...alice, privileges: ['System.Read', 'Namespaces.Manage'] },
      list,
      false,
    ],
    ['anybody signed in may discover', alice, path('/apis/apps/v1'), true],
    ['anybody signed in may ask what they may', alice, can, true],
    ['anybody at all may ask for the version', anonymous, path('/version'), true],
    ['nobody discovers without signing in', anonymous, path('/api'), false],
    ['metrics are for those who were given them', alice, path('/metrics'), false],
  ])('%s', async (_, user, request, allowed) => {
    expect((await authorizer.authorize(user, newApi(), request)).allowed).toBe(allowed)
  })
})

test('a host opens the API of its own Supervisor and no other, and none once it was removed', async () => {
  const host = {
    id: 'host-1',
    name: 'esx-01',
    vendor: 'v',
    model: 'm',
    cpuModel: 'c',
    cpuCores: 2,
    cpuMhz: 2000,
    memoryBytes: 1n,
    version: '1',
    runtime: 'simulated',
    address: 'a',
  }
  await store.inventory.write(async ({ db }) => {
    await db.datacenter.create({ data: { id: 'datacenter-1', name: 'dc', clusters: { create: { id: 'domain-c1', name: 'c' } } } })
    await db.host.create({ data: { ...host, clusterId: 'domain-c1' } })
    await db.supervisor.create({ data: { id: 'own', name: 'own', clusterId: 'domain-c1', version: 'v1', spec: {} } })
  })
  const own = 'supervisor:own'
  const node: User = {
    ...alice,
    name: 'system:node:esx-01',
    groups: ['system:nodes', 'system:masters', 'hemisphere:host:host-1'],
  }
  expect((await authorizer.authorize(node, own, list)).allowed).toBe(true)
  expect(await authorizer.authorize(node, newApi(), list)).toEqual({
    allowed: false,
    reason: 'host host-1 is in a cluster that is not this Supervisor',
  })
  expect((await authorizer.rulesFor(node, newApi(), 'lab')).resourceRules).toEqual([])
  await store.inventory.write(async ({ db, record }) => {
    await db.host.delete({ where: { id: 'host-1' } })
    record({ kind: 'Host', id: 'host-1', operation: 'DELETED', object: {} })
  })
  await store.feed.reached('inventory', await store.objects.revision('inventory'))
  expect(await authorizer.authorize(node, own, list)).toEqual({
    allowed: false,
    reason: 'host host-1 is not in the inventory any more; join it again',
  })
})

test.each([
  ['list', '', 'pods', true],
  ['get', 'apps', 'deployments', true],
  ['list', '', 'nodes', true],
  ['get', '', 'pods/status', true],
  ['get', 'apps', 'deployments/status', true],
  ['get', 'apps', 'deployments/scale', true],
  ['update', 'apps', 'deployments/scale', false],
  ['list', '', 'secrets', false],
  ['create', '', 'pods', false],
  ['delete', 'apps', 'deployments', false],
])('who sees all namespaces may %s %s/%s: %s', async (verb, group, resource, allowed) => {
  const viewer: User = { ...alice, privileges: ['System.Read', 'Namespaces.ListAccess'] }
  const [name = '', subresource] = resource.split('/')
  const request = { verb, group, resource: name, ...(subresource ? { subresource } : {}), namespace: 'lab' }
  expect((await authorizer.authorize(viewer, newApi(), request)).allowed).toBe(allowed)
  expect((await authorizer.authorize(alice, newApi(), request)).allowed).toBe(false)
})
