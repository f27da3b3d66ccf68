import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { makeUser } from '#server/auth/testing/make-user.ts'
import { controlPlane, type OpenControlPlane } from '#server/control-plane.ts'
import { type TestDatabase, testDatabase } from '#server/store/testing/database.ts'
import { runAction } from '../actions/run-action.ts'
import { ask } from './run-query.ts'

let database: TestDatabase
let plane: OpenControlPlane
let dataDir: string

const supervisorId = 'supervisor-1'
const api = supervisorApi(supervisorId)

const put = async (resource: string, object: Partial<KubeObject> & Pick<KubeObject, 'kind' | 'metadata'>) => {
  const { namespace = '', name } = object.metadata
  const full: KubeObject = { apiVersion: 'v1', ...object, metadata: { ...object.metadata, uid: crypto.randomUUID() } }
  const outcome = await plane.store.objects.write({ operation: 'create', key: { api, resource, namespace, name }, object: full })
  if (!outcome.ok) throw new Error(outcome.reason)
}

beforeAll(async () => {
  database = await testDatabase()
  dataDir = mkdtempSync(path.join(tmpdir(), 'pod-rights-'))
  vi.stubEnv('DATABASE_URL', database.url)
  vi.stubEnv('DATA_DIR', dataDir)
  plane = (await controlPlane()) as OpenControlPlane
})
afterAll(async () => {
  await plane?.close()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('a pod says whether whoever asked may delete it, and the Kubernetes API decides the same', async () => {
  const user = await makeUser(plane.store.inventory, {
    name: 'viewer',
    roles: { viewer: ['System.Read', 'Namespaces.ListAccess'] },
  })
  const containers = [{ name: 'web', image: 'nginx' }]
  for (const namespace of ['seen', 'edited']) {
    await put('namespaces', { kind: 'Namespace', metadata: { name: namespace } })
    await put('pods', { kind: 'Pod', metadata: { name: 'web', namespace }, spec: { containers }, status: { phase: 'Pending' } })
  }
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'reaper', namespace: 'edited' } }
  await put('roles.rbac.authorization.k8s.io', {
    ...rbac,
    kind: 'Role',
    rules: [{ verbs: ['delete'], apiGroups: [''], resources: ['pods'] }],
  })
  await put('rolebindings.rbac.authorization.k8s.io', {
    ...rbac,
    kind: 'RoleBinding',
    subjects: [{ kind: 'User', name: user.name }],
    roleRef: { kind: 'Role', name: 'reaper' },
  })
  const { rows } = await ask(user, 'pods', { supervisorId, sort: 'namespace' })
  expect(rows.map(({ namespace, mayDelete }) => [namespace, mayDelete])).toEqual([
    ['edited', true],
    ['seen', false],
  ])
  for (const { namespace, name, mayDelete } of rows) {
    const address = { supervisorId, namespace, name }
    expect((await ask(user, 'pod', address)).mayDelete).toBe(mayDelete)
    const result = await runAction(user, 'deletePod', address)
    expect(result.ok || result.error.reason).toBe(mayDelete || 'Forbidden')
  }
})
