import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionArgs, ActionName } from '#domain/client/actions.ts'
import type { QueryArgs, QueryName } from '#domain/client/queries.ts'
import { isStatusError } from '#domain/errors.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import { makeUser } from '#server/auth/testing/make-user.ts'
import { controlPlane, type OpenControlPlane } from '#server/control-plane.ts'
import { type TestDatabase, testDatabase } from '#server/store/testing/database.ts'
import { runAction } from './actions/run-action.ts'
import { GET as live } from './api/live/route.ts'
import { GET as kubeconfig } from './api/namespaces/[id]/kubeconfig/route.ts'
import { GET as log } from './api/pods/[supervisorId]/[namespace]/[name]/log/route.ts'
import { POST as query } from './api/query/route.ts'
import { runQuery } from './queries/run-query.ts'

let database: TestDatabase
let plane: OpenControlPlane
let dataDir: string
let nobody: Awaited<ReturnType<typeof makeUser>>

beforeAll(async () => {
  database = await testDatabase()
  dataDir = mkdtempSync(path.join(tmpdir(), 'refusals-'))
  process.env.DATABASE_URL = database.url
  process.env.DATA_DIR = dataDir
  plane = (await controlPlane()) as OpenControlPlane
  nobody = await makeUser(plane.store.inventory)
})
afterAll(async () => {
  await plane?.close()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const byId = { id: 'host-1' }
const scope = { supervisorId: 'supervisor-1', namespace: 'team-a' }
const pod = { ...scope, name: 'web' }

/** Every question there is: a new one does not compile before it stands here. */
const QUESTIONS: { [Name in QueryName]: QueryArgs<Name> } = {
  tree: {},
  home: {},
  search: { text: 'esx' },
  datacenter: byId,
  datacenters: {},
  cluster: byId,
  clusters: {},
  host: byId,
  hosts: {},
  evacuation: byId,
  datastores: {},
  networks: {},
  virtualMachines: {},
  storagePolicies: {},
  storagePolicyList: {},
  vmClasses: {},
  vmClassList: {},
  supervisors: {},
  supervisor: byId,
  preflight: { clusterId: 'domain-c1' },
  namespaces: {},
  namespace: byId,
  pods: scope,
  pod,
  podEvents: pod,
  whyPending: pod,
  deployments: scope,
  replicaSets: scope,
  kubernetesEvents: scope,
  tasks: {},
  events: {},
  alarms: {},
  auditEntries: {},
  auditEntry: byId,
  principals: { text: '' },
  users: {},
  groups: {},
  roles: {},
  permissions: {},
  ownTokens: {},
}

/** Questions anybody may ask: they answer with what one has access to, which for nobody is nothing. */
const NOTHING_TO_SEE: { [Name in QueryName]?: unknown } = {
  tree: [expect.objectContaining({ kind: 'vcenter', children: [] })],
  search: [],
  ownTokens: [],
  supervisors: expect.objectContaining({ rows: [] }),
  namespaces: expect.objectContaining({ rows: [] }),
  tasks: expect.objectContaining({ rows: [] }),
  events: expect.objectContaining({ rows: [] }),
  alarms: expect.objectContaining({ rows: [] }),
}

const entry = { subjectType: 'USER' as const, subject: 'alice', domain: 'vsphere.local' }
const limits = { cpuMhz: null, memoryMiB: null, storageMiB: null }

/** Everything that can be done; likewise complete. */
const DEEDS: { [Name in ActionName]: ActionArgs<Name> } = {
  createDatacenter: { name: 'dc' },
  deleteDatacenter: byId,
  createCluster: { datacenterId: 'datacenter-1', name: 'c' },
  updateCluster: { ...byId, name: 'c' },
  deleteCluster: byId,
  createJoinToken: { clusterId: 'domain-c1' },
  createDatastore: { datacenterId: 'datacenter-1', name: 'd', type: 'VMFS', capacityBytes: 1e12, tags: [], clusterIds: [] },
  updateDatastore: { ...byId, name: 'd' },
  deleteDatastore: byId,
  createStoragePolicy: { name: 'p', description: '', tags: ['t'] },
  updateStoragePolicy: { ...byId, name: 'p' },
  deleteStoragePolicy: byId,
  createNetwork: { datacenterId: 'datacenter-1', name: 'n', kind: 'WORKLOAD', pools: [] },
  deleteNetwork: byId,
  createVmClass: { id: 'v', cpuCount: 1, memoryMiB: 1024, cpuReservation: 0, memoryReservation: 0, description: '' },
  updateVmClass: { ...byId, cpuCount: 2 },
  deleteVmClass: byId,
  disconnectHost: byId,
  reconnectHost: byId,
  removeHost: byId,
  enterMaintenance: byId,
  exitMaintenance: byId,
  enableSupervisor: { spec: { clusterId: 'domain-c1' } as EnableSpec },
  disableSupervisor: byId,
  createNamespace: {
    spec: {
      name: 'a',
      supervisorId: 's',
      description: '',
      limits,
      containerDefaults: {},
      objectLimits: {},
      access: [],
      storage: [],
      vmClassIds: [],
    },
  },
  updateNamespace: { ...byId, change: { limits } },
  deleteNamespace: byId,
  setAccess: { namespaceId: 'namespace-1', entry: { ...entry, role: 'OWNER' } },
  removeAccess: { namespaceId: 'namespace-1', entry },
  deletePod: pod,
  acknowledgeAlarm: byId,
  resetAlarm: byId,
  createUser: { name: 'mallory', password: 'Correct-horse-9' },
  setPassword: { ...byId, password: 'Correct-horse-9' },
  setUserDisabled: { ...byId, disabled: true },
  deleteUser: byId,
  createGroup: { name: 'g' },
  deleteGroup: byId,
  addMember: { groupId: 'g', userId: 'u' },
  removeMember: { groupId: 'g', userId: 'u' },
  grantRole: { roleId: 'administrator', userId: 'u' },
  revokeRole: byId,
  changeOwnPassword: { current: 'wrong', next: 'Correct-horse-9' },
  createToken: { name: '' },
  revokeToken: byId,
}

/** What everybody may do for themselves is not refused for want of a right: what is sent here is not valid. */
const OWN: Partial<Record<ActionName, string>> = { createToken: 'Invalid' }

describe('a user who may do nothing', () => {
  test.each(Object.entries(QUESTIONS))('learns nothing by asking for %s', async (name, args) => {
    const answer = await runQuery(nobody, name, args).catch((error: unknown) => {
      expect(isStatusError(error) && ['Forbidden', 'NotFound'].includes(error.reason), String(error)).toBe(true)
      return NOTHING_TO_SEE[name as QueryName] ?? 'refused'
    })
    expect(answer).toEqual(NOTHING_TO_SEE[name as QueryName] ?? 'refused')
  })

  test.each(Object.entries(DEEDS))('is refused %s', async (name, args) => {
    const result = await runAction(nobody, name, args)
    expect(result).toMatchObject({
      ok: false,
      error: {
        reason: OWN[name as ActionName] ?? expect.stringMatching(/^(Forbidden|NotFound)$/),
        message: expect.stringMatching(/\w+/),
      },
    })
  })
})

test.each(['hasOwnProperty', 'constructor', 'nonsense'])('there is no query and no action called %s', async (name) => {
  await expect(runQuery(nobody, name, {})).rejects.toMatchObject({ reason: 'NotFound' })
  expect(await runAction(nobody, name, {})).toMatchObject({ ok: false, error: { reason: 'NotFound' } })
})

test('arguments that a query does not take are refused by name', async () => {
  await expect(runQuery(nobody, 'host', { id: 1 })).rejects.toMatchObject({
    reason: 'BadRequest',
    message: expect.stringContaining('id'),
  })
})

const url = 'http://localhost/'
const params = <Value>(value: Value) => ({ params: Promise.resolve(value) })

test.each([
  ['a query', () => query(new Request(url, { method: 'POST', body: '{"name":"tree","args":{}}' }))],
  ['the live stream', () => live(new Request(url))],
  ['a kubeconfig', () => kubeconfig(new Request(url), params({ id: 'namespace-1' }))],
  ['a log', () => log(new Request(url), params(pod))],
  [
    'a query with a token that was never given out',
    () => query(new Request(url, { method: 'POST', headers: { cookie: 'hemisphere_session=abc' }, body: '{}' })),
  ],
])('%s needs a session', async (_what, ask) => {
  const response = await ask()
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ reason: 'Unauthorized' })
})
