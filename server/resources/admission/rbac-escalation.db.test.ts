import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import { systemUser, type User } from '#domain/user.ts'
import { createAuthorizer } from '#server/auth/authorize.ts'
import { createKnownHosts, type KnownHosts } from '#server/auth/known-hosts.ts'
import { createRbacCache, type RbacCache } from '#server/auth/rbac-cache.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { createResources } from '../create-resources.ts'

const API = 'supervisor:1'
const RBAC = 'rbac.authorization.k8s.io/v1'
const RBAC_GROUP = 'rbac.authorization.k8s.io'
const NOT_HELD =
  /^rolebindings.rbac.authorization.k8s.io "more" is forbidden: user "alice" .* is attempting to grant RBAC permissions not currently held:\n\{APIGroups:\["\*"\], Resources:\["\*"\], Verbs:\["\*"\]\}$/
const alice: User = { name: 'alice', groups: ['system:authenticated'], displayName: 'alice', privileges: [], from: 'test' }

let database: Awaited<ReturnType<typeof testDatabase>>
let store: Store
let rbac: RbacCache
let hosts: KnownHosts
let resources: ReturnType<typeof createResources>

const roleBinding = (name: string, role: string) => ({
  apiVersion: RBAC,
  kind: 'RoleBinding',
  metadata: { name, namespace: 'lab' },
  subjects: [{ kind: 'User', apiGroup: RBAC_GROUP, name: 'alice' }],
  roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: role },
})

beforeAll(async () => {
  database = await testDatabase()
  store = await openStore({ url: database.url })
  rbac = createRbacCache(store)
  hosts = createKnownHosts(store)
  const clusterLogs = () => Promise.reject(new Error('no host here'))
  resources = createResources({ store, auth: createAuthorizer(rbac, hosts), clock: systemClock, clusterLogs })
  const system = resources.as(systemUser('setup'), API)
  const clusterRole = (name: string, apiGroups: string[], kinds: string[], verbs = ['*']) =>
    system.create(`clusterroles.${RBAC_GROUP}`, {
      apiVersion: RBAC,
      kind: 'ClusterRole',
      metadata: { name },
      rules: [{ verbs, apiGroups, resources: kinds }],
    })
  await system.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } })
  await clusterRole('pods', [''], ['pods'])
  await clusterRole('owner', [RBAC_GROUP], ['rolebindings', 'roles'], ['get', 'create', 'update'])
  await clusterRole('cluster-admin', ['*'], ['*'])
  for (const role of ['pods', 'owner']) await system.create(`rolebindings.${RBAC_GROUP}`, roleBinding(role, role))
})
afterAll(async () => {
  await resources.close()
  rbac.stop()
  hosts.stop()
  await store.close()
  await database.drop()
})

test('an owner shares what they hold and cannot give themselves, or anybody, more', async () => {
  const owner = resources.as(alice, API)
  await expect(owner.create(`rolebindings.${RBAC_GROUP}`, roleBinding('more', 'cluster-admin'))).rejects.toThrow(NOT_HELD)
  const shared = await owner.create(`rolebindings.${RBAC_GROUP}`, roleBinding('share', 'pods'))
  const labelled = await owner.update(`rolebindings.${RBAC_GROUP}`, {
    ...shared,
    metadata: { ...shared.metadata, labels: { a: 'b' } },
  })
  expect(labelled.metadata.labels).toEqual({ a: 'b' })

  const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'] }
  const role = await owner.create(`roles.${RBAC_GROUP}`, {
    apiVersion: RBAC,
    kind: 'Role',
    metadata: { name: 'mine', namespace: 'lab' },
    rules: [rule],
  })
  const wider = { ...role, rules: [{ ...rule, resources: ['pods', 'secrets'] }] }
  await expect(owner.update(`roles.${RBAC_GROUP}`, wider)).rejects.toThrow('Resources:["secrets"]')
})
