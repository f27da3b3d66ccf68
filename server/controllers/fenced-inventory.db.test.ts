import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemUser } from '#domain/user.ts'
import { PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { createInventorySystem, type InventorySystem } from '#server/inventory/system.ts'
import { createUsageReader } from '#server/inventory/usage.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { fencedClient } from './runtime/fenced-client.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
let supervisorId: string
let namespaceId: string
let machineId: string
let hostId: string
let old: InventorySystem
let present: InventorySystem
let oldEpoch: number

const systemAt = (epoch: number) =>
  createInventorySystem(
    {
      store: lab.store,
      clock: lab.clock,
      urls: { apiBase: 'https://127.0.0.1:6443' },
      usage: createUsageReader(lab.store.inventory.read),
      planEvacuation: () => [],
    },
    epoch,
  )

beforeAll(async () => {
  lab = await controlledLab()
  supervisorId = (await lab.enabled()).id
  namespaceId = (await lab.admin.createNamespace({ ...PLAIN_NAMESPACE, name: 'team', supervisorId })).id
  machineId = (await lab.admin.virtualMachines()).rows[0]?.id ?? ''
  hostId = lab.hostIds[0] ?? ''
  // One host that is no node yet, and a Supervisor that nothing holds back from being deleted.
  await lab.addHosts(1)
  const { id: _id, ...like } = await lab.store.inventory.read.supervisor.findFirstOrThrow()
  const [datacenter] = await lab.admin.datacenters()
  const { id: clusterId } = await lab.admin.createCluster({ datacenterId: datacenter?.id ?? '', name: 'another' })
  await lab.store.inventory.write(({ db }) =>
    db.supervisor.create({ data: { ...like, id: 'bare', name: 'bare', clusterId } as never }),
  )
  oldEpoch = await lab.store.objects.raiseEpoch('inventory')
  old = systemAt(oldEpoch)
  present = systemAt(await lab.store.objects.raiseEpoch('inventory'))
}, 120_000)
afterAll(() => lab.close())

/** A fingerprint of every table. */
const everything = async (): Promise<string[]> => {
  const rows = await lab.store.inventory.read.$queryRaw<{ print: string }[]>`
    SELECT table_name || ' ' || md5(query_to_xml(format('SELECT t::text FROM %I t ORDER BY 1', table_name), true, false, '')::text) AS print
    FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`
  return rows.map(({ print }) => print)
}

const host = () => ({ kind: 'Host', id: hostId, name: 'esx-01.lab' })
const admin = systemUser('test')
const machine = () =>
  ({ name: 'vm', role: 'SUPERVISOR_CONTROL_PLANE', supervisorId, hostId, cpuCount: 1, memoryMiB: 1, address: 'a' }) as const

/** Everything that the controllers' side of the inventory can do: what only reads, and a write of each kind that has something to change. */
const METHODS: Record<keyof InventorySystem, 'reads' | ((system: InventorySystem) => Promise<unknown>)> = {
  supervisorIds: 'reads',
  supervisor: 'reads',
  setSupervisorStatus: (system) =>
    system.setSupervisorStatus(supervisorId, { configStatus: 'ERROR', kubernetesStatus: 'ERROR', conditions: [], messages: [] }),
  takeSupervisorAddress: (system) => system.takeSupervisorAddress(supervisorId, 'MANAGEMENT', 'somebody'),
  setApiServerAddress: (system) => system.setApiServerAddress(supervisorId, '10.0.0.99'),
  ensureSpherelets: (system) => system.ensureSpherelets(supervisorId),
  releaseSpherelets: (system) => system.releaseSpherelets(supervisorId),
  deleteSupervisor: (system) => system.deleteSupervisor('bare'),
  createVirtualMachine: (system) => system.createVirtualMachine(machine()),
  placeVirtualMachine: (system) => system.placeVirtualMachine(machineId, lab.hostIds[2] ?? '', 'why'),
  setPowerState: (system) => system.setPowerState(machineId, 'POWERED_OFF'),
  deleteVirtualMachine: (system) => system.deleteVirtualMachine(machineId),
  namespaceIds: 'reads',
  namespaceState: 'reads',
  namespaceIdOf: 'reads',
  namespaceUsage: 'reads',
  setNamespaceStatus: (system) => system.setNamespaceStatus(namespaceId, { configStatus: 'ERROR', messages: [] }),
  markNamespaceRemoving: (system) => system.markNamespaceRemoving(namespaceId, 'why'),
  deleteNamespaceRow: (system) => system.deleteNamespaceRow(namespaceId),
  createNamespaceFromKubernetes: (system) => system.createNamespaceFromKubernetes(admin, supervisorId, 'more', { dryRun: false }),
  mayDeleteNamespaceFromKubernetes: 'reads',
  deleteNamespaceFromKubernetes: (system) => system.deleteNamespaceFromKubernetes(admin, supervisorId, 'team'),
  hostsUnderMaintenance: 'reads',
  hostState: 'reads',
  silentHosts: 'reads',
  brokenSpherelets: 'reads',
  datastoreFree: 'reads',
  markSilent: (system) => system.markSilent(lab.hostIds),
  maintenanceReached: (system) => system.maintenanceReached(hostId),
  updateTask: (system) => system.updateTask(namespaceId, 'Create namespace', { progress: 10 }),
  recordEvent: (system) => system.recordEvent(host(), { type: 'test', message: 'hello' }),
  setAlarm: (system) => system.setAlarm('spherelet-not-ready', host(), 'not well'),
  raised: 'reads',
  unplacedPods: 'reads',
  rollUpSamples: (system) => system.rollUpSamples(),
  trimHistory: (system) => system.trimHistory(),
}
const WRITES = Object.entries(METHODS).flatMap(([name, method]) => (method === 'reads' ? [] : [[name, method] as const]))

const REPLACED = { reason: 'Conflict', message: expect.stringContaining('another control plane has taken over') }

test('every method is in the table', () => {
  expect(Object.keys(old).sort()).toEqual(Object.keys(METHODS).sort())
})

test.each(WRITES)('%s of a leader that was replaced is refused and leaves no trace', async (_name, write) => {
  // Silence and history enough for everything that goes by time.
  lab.clock.step(60_000)
  const before = await everything()
  await expect(write(old)).rejects.toMatchObject(REPLACED)
  expect(await everything()).toEqual(before)
})

const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data: {} })
const at = { namespace: 'default', name: 'there' }

test.each<[verb: string, write: (client: ResourceClient) => Promise<unknown>]>([
  ['create', (client) => client.create('configmaps', configMap('new'))],
  ['update', (client) => client.update('configmaps', { ...configMap('there'), data: { a: 'b' } })],
  ['patch', (client) => client.patch('configmaps', at, { type: 'merge', body: { data: { a: 'b' } } })],
  ['delete', (client) => client.delete('configmaps', at)],
  ['deleteCollection', (client) => client.deleteCollection('configmaps', { namespace: 'default' })],
])('nor does it %s objects of a Supervisor', async (_verb, write) => {
  const kube = lab.kube(supervisorId)
  await kube.create('configmaps', configMap('there')).catch(() => undefined)
  const before = await everything()
  await expect(write(fencedClient(kube, { inventoryEpoch: oldEpoch }))).rejects.toMatchObject(REPLACED)
  expect(await everything()).toEqual(before)
  await fencedClient(kube, { inventoryEpoch: oldEpoch + 1 }).patch('configmaps', at, { type: 'merge', body: { metadata: {} } })
})

test('nor drop the objects of a Supervisor that is no more', async () => {
  const api = supervisorApi(supervisorId)
  const before = await everything()
  await expect(lab.store.objects.dropApi(api, { inventoryEpoch: oldEpoch })).rejects.toMatchObject(REPLACED)
  expect(await everything()).toEqual(before)
})

test('the leader that took over writes on', async () => {
  await present.recordEvent(host(), { type: 'test', message: 'hello' })
  expect((await lab.admin.events({ targetId: hostId })).rows[0]).toMatchObject({ message: 'hello' })
})

test('a leader that is replaced in the middle of a transaction leaves nothing of it', async () => {
  const { store } = lab
  const epoch = await store.objects.raiseEpoch('inventory')
  let begin = () => {}
  let goOn = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const woken = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const asleep = store.inventory.write(
    async ({ db, record }) => {
      await db.datacenter.create({ data: { id: 'datacenter-asleep', name: 'asleep' } })
      record({ kind: 'Datacenter', id: 'datacenter-asleep', operation: 'ADDED', object: {} })
      begin()
      await woken
    },
    { epoch },
  )
  await begun
  const next = await store.objects.raiseEpoch('inventory')
  const revision = await store.objects.revision('inventory')
  goOn()
  await expect(asleep).rejects.toMatchObject(REPLACED)
  expect(await store.inventory.read.datacenter.count({ where: { name: 'asleep' } })).toBe(0)
  expect(await store.objects.revision('inventory')).toBe(revision)
  expect(next).toBe(epoch + 1)
})
