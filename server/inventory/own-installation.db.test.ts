import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemUser } from '#domain/user.ts'
import { PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { type TestDatabase, testDatabase } from '#server/store/testing/database.ts'
import { seedInstallation } from '../../prisma/seed.ts'
import { createInventory } from './create-inventory.ts'
import type { Inventory, InventoryClient } from './inventory.ts'
import { certificate, hardware } from './testing/test-inventory.ts'
import { createUsageReader } from './usage.ts'

const GIB = 1024 ** 3

let database: TestDatabase
let store: Store
let inventory: Inventory
let admin: InventoryClient
let datacenterId: string
let clusterId: string
let managementId: string

// An installation as LAB_HOSTS=0 leaves it: people, roles and VM classes, and nothing in the inventory.
beforeAll(async () => {
  database = await testDatabase()
  store = await openStore({ url: database.url })
  await seedInstallation({ store, administratorPassword: 'Own-password-1' })
  inventory = createInventory({
    store,
    clock: { now: () => new Date('2026-03-01T12:00:00Z'), after: () => () => undefined },
    urls: { apiBase: 'https://127.0.0.1:6443' },
    usage: createUsageReader(store.inventory.read),
    planEvacuation: () => [],
  })
  admin = inventory.as(systemUser('test'))
}, 60_000)
afterAll(async () => {
  await store?.close()
  await database?.drop()
})

const policy = async (name: string) => (await admin.storagePolicies()).find((each) => each.name === name)?.id ?? ''
const datastore = async (name: string) => (await admin.datastores()).rows.find((each) => each.name === name)?.id ?? ''
const lastAudit = () => store.inventory.read.auditEntry.findFirst({ orderBy: { id: 'desc' } })

describe.sequential('from nothing to Workload Management, through the door alone', () => {
  test('an empty cluster is told what it lacks', async () => {
    expect(await admin.datacenters()).toEqual([])
    datacenterId = (await admin.createDatacenter({ name: 'berlin' })).id
    clusterId = (await admin.createCluster({ datacenterId, name: 'own-01' })).id
    const { compatible, checks } = await admin.preflight(clusterId)
    expect(compatible).toBe(false)
    expect(checks.filter(({ outcome }) => outcome === 'error').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['hosts', 'storage', 'networks', 'management-addresses', 'room']),
    )
  })

  test('networks with their address pools', async () => {
    const management = await admin.createNetwork({
      datacenterId,
      name: 'management',
      kind: 'MANAGEMENT',
      vlan: 10,
      pools: [{ purpose: 'MANAGEMENT', cidr: '10.10.0.0/24', gateway: '10.10.0.1' }],
    })
    managementId = management.id
    expect(management).toEqual({
      id: expect.stringMatching(/^network-\d+$/),
      name: 'management',
      datacenterId,
      kind: 'MANAGEMENT',
      vlan: 10,
      pools: [{ purpose: 'MANAGEMENT', cidr: '10.10.0.0/24', gateway: '10.10.0.1', used: 0 }],
    })
    await admin.createNetwork({
      datacenterId,
      name: 'workload',
      kind: 'WORKLOAD',
      pools: [
        { purpose: 'POD', cidr: '10.20.0.0/16', gateway: '10.20.0.1' },
        { purpose: 'SERVICE', cidr: '10.30.0.0/22' },
        { purpose: 'INGRESS', cidr: '10.40.0.0/24' },
        { purpose: 'EGRESS', cidr: '10.41.0.0/24' },
      ],
    })
    expect(await lastAudit()).toMatchObject({ action: 'network.create', outcome: 'ok' })
    expect((await admin.tree())[0]?.children?.[0]?.children?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'cluster own-01',
      'network management',
      'network workload',
    ])
  })

  test('a datastore, the policy that it satisfies, and hosts that reach it', async () => {
    const before = await admin.createStoragePolicy({ name: 'Standard', tags: ['ssd', 'ssd'] })
    expect(before).toMatchObject({ tags: ['ssd'], datastoreIds: [] })
    const { token } = await admin.createJoinToken(clusterId)
    await inventory.agents.join(token, hardware('first.own'), certificate('serial-0'))
    const made = await admin.createDatastore({
      datacenterId,
      name: 'main',
      type: 'VMFS',
      capacityBytes: 500 * GIB,
      tags: ['ssd'],
      clusterIds: [clusterId],
    })
    expect(made).toMatchObject({ freeBytes: 500 * GIB, clusterIds: [clusterId] })
    expect((await admin.storagePolicies())[0]?.datastoreIds).toEqual([made.id])
    for (const index of [1, 2]) await inventory.agents.join(token, hardware(`later-${index}.own`), certificate(`serial-${index}`))
    // Hosts that were there when the datastore came, and those that joined after it.
    expect(await store.inventory.read.datastoreHost.count({ where: { datastoreId: made.id } })).toBe(3)
  })

  test('the preflight finds everything, and enabling is accepted', async () => {
    const { compatible, checks, defaults } = await admin.preflight(clusterId)
    expect(checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
    expect(compatible).toBe(true)
    expect(defaults.workloadNetwork).toMatchObject({
      podCidr: '10.20.0.0/16',
      serviceCidr: '10.30.0.0/22',
      ingressCidr: '10.40.0.0/24',
      egressCidr: '10.41.0.0/24',
    })
    const supervisor = await admin.enableSupervisor(defaults)
    expect(supervisor).toMatchObject({ clusterId, configStatus: 'CONFIGURING' })
    await store.inventory.write(({ db }) =>
      db.supervisor.update({ where: { id: supervisor.id }, data: { configStatus: 'RUNNING' } }),
    )
    await admin.createVmClass({ id: 'own-small', cpuCount: 2, memoryMiB: 4096 })
    const namespace = await admin.createNamespace({
      ...PLAIN_NAMESPACE,
      name: 'team-own',
      supervisorId: supervisor.id,
      storage: [{ policyId: await policy('Standard'), limitMiB: 1024 }],
      vmClassIds: ['own-small'],
    })
    expect(namespace).toMatchObject({ storage: [{ policyName: 'Standard' }], vmClassIds: ['own-small'] })
  })
})

describe.sequential('what is in use stays', () => {
  test.each<[what: string, work: () => Promise<unknown>, message: string]>([
    [
      'a network with a Supervisor',
      () => admin.deleteNetwork(managementId),
      '"management" is used by Supervisor "supervisor-01"',
    ],
    [
      'the only datastore of a policy',
      async () => admin.deleteDatastore(await datastore('main')),
      'Datastore "main" is the only one for storage policy "Standard" where it is used (Supervisor "supervisor-01", namespace "team-own")',
    ],
    [
      'its tag',
      async () => admin.updateDatastore(await datastore('main'), { tags: ['hdd'] }),
      'is the only one for storage policy "Standard"',
    ],
    [
      'its cluster',
      async () => admin.updateDatastore(await datastore('main'), { clusterIds: [] }),
      'is the only one for storage policy "Standard"',
    ],
    [
      'the policy',
      async () => admin.deleteStoragePolicy(await policy('Standard')),
      'is used by Supervisor "supervisor-01", namespace "team-own"; take it from them first',
    ],
    [
      "the policy's name",
      async () => admin.updateStoragePolicy(await policy('Standard'), { name: 'Other' }),
      'where StorageClasses carry its name',
    ],
    [
      "the policy's tags",
      async () => admin.updateStoragePolicy(await policy('Standard'), { tags: ['hdd'] }),
      'Storage policy "Standard" would have no datastore any more',
    ],
    ['a VM class of a namespace', () => admin.deleteVmClass('own-small'), 'is offered by team-own'],
    ['a built-in VM class', () => admin.deleteVmClass('best-effort-small'), 'is built in'],
    ['a built-in VM class, unchanged', () => admin.updateVmClass('best-effort-small', { cpuCount: 3 }), 'is built in'],
  ])('%s', async (_what, work, message) => {
    const before = await inventory.revision()
    await expect(work()).rejects.toMatchObject({ reason: 'Conflict', message: expect.stringContaining(message) })
    expect(await inventory.revision()).toBe(before)
  })

  test('a datastore holds its volumes, and is never smaller than what it uses', async () => {
    const id = await datastore('main')
    const namespace = (await admin.namespaces()).rows[0]
    await store.inventory.write(async ({ db }) => {
      await db.datastore.update({ where: { id }, data: { freeBytes: BigInt(490 * GIB) } })
      await db.containerVolume.create({
        data: { name: 'v', namespaceId: namespace?.id ?? '', datastoreId: id, capacityBytes: BigInt(10 * GIB), claim: 'data' },
      })
    })
    await expect(admin.deleteDatastore(id)).rejects.toMatchObject({
      reason: 'Conflict',
      message: expect.stringContaining('holds volumes: team-own/data'),
    })
    await expect(admin.updateDatastore(id, { capacityBytes: 5 * GIB })).rejects.toMatchObject({
      reason: 'Conflict',
      message: expect.stringContaining('uses 10 GiB, more than 5 GiB'),
    })
    expect(await admin.updateDatastore(id, { capacityBytes: 20 * GIB, name: 'renamed', tags: ['ssd', 'fast'] })).toMatchObject({
      name: 'renamed',
      capacityBytes: 20 * GIB,
      freeBytes: 10 * GIB,
      tags: ['ssd', 'fast'],
      clusterIds: [clusterId],
    })
  })

  test('an address in use keeps its network', async () => {
    const { id } = await admin.createNetwork({
      datacenterId,
      name: 'spare',
      kind: 'WORKLOAD',
      pools: [{ purpose: 'INGRESS', cidr: '10.50.0.0/24' }],
    })
    const pool = await store.inventory.read.ipPool.findFirstOrThrow({ where: { networkId: id } })
    await store.inventory.write(({ db }) =>
      db.ipAllocation.create({ data: { poolId: pool.id, address: '10.50.0.5', owner: 'test/1' } }),
    )
    await expect(admin.deleteNetwork(id)).rejects.toMatchObject({
      reason: 'Conflict',
      message: expect.stringContaining('1 of 10.50.0.0/24'),
    })
    await store.inventory.write(({ db }) => db.ipAllocation.deleteMany({ where: { poolId: pool.id } }))
    await admin.deleteNetwork(id)
    expect(await store.inventory.read.ipPool.count({ where: { networkId: id } })).toBe(0)
  })
})

test('what nobody uses is changed and deleted', async () => {
  const other = await admin.createDatastore({ datacenterId, name: 'other', type: 'NFS', capacityBytes: GIB, tags: ['ssd'] })
  const unused = await admin.createStoragePolicy({ name: 'Unused', tags: ['ssd'] })
  expect(unused.datastoreIds).toHaveLength(2)
  expect(await admin.updateStoragePolicy(unused.id, { name: 'Renamed', tags: ['none'] })).toMatchObject({
    name: 'Renamed',
    tags: ['none'],
    datastoreIds: [],
  })
  await admin.deleteStoragePolicy(unused.id)
  await admin.deleteDatastore(other.id)
  await admin.createVmClass({ id: 'spare', cpuCount: 1, memoryMiB: 512 })
  expect(await admin.updateVmClass('spare', { cpuCount: 3, memoryReservation: 50 })).toMatchObject({
    cpuCount: 3,
    memoryMiB: 512,
    memoryReservation: 50,
    builtIn: false,
  })
  await admin.deleteVmClass('spare')
  expect((await admin.vmClasses()).map(({ id }) => id)).not.toContain('spare')
  expect(await lastAudit()).toMatchObject({ action: 'vm-class.delete', target: 'spare', outcome: 'ok' })
})

test('a range of another network is refused at its field', async () => {
  const pools = [{ purpose: 'POD' as const, cidr: '10.20.128.0/17' }]
  await expect(admin.createNetwork({ datacenterId, name: 'refused', kind: 'WORKLOAD', pools })).rejects.toMatchObject({
    reason: 'Invalid',
    details: {
      causes: [{ field: 'pools.0.cidr', message: expect.stringContaining('overlaps 10.20.0.0/16 of network "workload"') }],
    },
  })
})

test('service ranges may repeat, names in a datacenter may not', async () => {
  const again = { datacenterId, name: 'services', kind: 'WORKLOAD' as const }
  await admin.createNetwork({ ...again, pools: [{ purpose: 'SERVICE', cidr: '10.30.0.0/22' }] })
  await expect(admin.createNetwork(again)).rejects.toMatchObject({ reason: 'AlreadyExists' })
  const store = { datacenterId, name: 'renamed', type: 'NFS' as const, capacityBytes: GIB }
  await expect(admin.createDatastore(store)).rejects.toMatchObject({ reason: 'AlreadyExists' })
  await expect(admin.createStoragePolicy({ name: 'Standard', tags: ['x'] })).rejects.toMatchObject({ reason: 'AlreadyExists' })
  await expect(admin.createVmClass({ id: 'own-small', cpuCount: 1, memoryMiB: 512 })).rejects.toMatchObject({
    reason: 'AlreadyExists',
  })
})

test('a cluster of another datacenter is refused', async () => {
  const other = await admin.createDatacenter({ name: 'munich' })
  await expect(
    admin.createDatastore({
      datacenterId: other.id,
      name: 'far',
      type: 'NFS',
      capacityBytes: GIB,
      clusterIds: [clusterId],
    }),
  ).rejects.toMatchObject({ reason: 'Invalid', details: { causes: [{ field: 'clusterIds' }] } })
})
