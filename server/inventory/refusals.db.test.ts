import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isStatusError, type StatusError } from '#domain/errors.ts'
import { holds, type User } from '#domain/user.ts'
import { BUILT_IN_ROLES, type Privilege } from '#domain/vsphere/privileges.ts'
import type { InventoryClient } from './inventory.ts'
import { type TestInventory, testInventory } from './testing/test-inventory.ts'

type Method = Exclude<keyof InventoryClient, 'user'>

/** The privilege a method needs, or `everybody` where the answer holds only what the user may see. */
interface Rule {
  needs: Privilege | 'everybody'
  writes?: true
  call(door: InventoryClient): Promise<unknown>
}

const GONE = 'no-such-id'
const reads = (needs: Rule['needs'], call: Rule['call']): Rule => ({ needs, call })
const writes = (needs: Privilege, call: Rule['call']): Rule => ({ needs, writes: true, call })

/** Every method of the door. Nothing here names an object that exists: whoever may, hears that; whoever may not, must hear no earlier. */
const RULES: Record<Method, Rule> = {
  tree: reads('everybody', (door) => door.tree()),
  search: reads('everybody', (door) => door.search('lab')),
  namespaces: reads('everybody', (door) => door.namespaces()),
  namespace: reads('Namespaces.ListAccess', (door) => door.namespace(GONE)),
  namespaceRole: reads('everybody', (door) => door.namespaceRole(GONE)),
  tasks: reads('everybody', (door) => door.tasks()),
  events: reads('everybody', (door) => door.events()),
  alarms: reads('everybody', (door) => door.alarms()),
  home: reads('System.Read', (door) => door.home()),
  datacenters: reads('System.Read', (door) => door.datacenters()),
  datacenter: reads('System.Read', (door) => door.datacenter(GONE)),
  clusters: reads('System.Read', (door) => door.clusters()),
  cluster: reads('System.Read', (door) => door.cluster(GONE)),
  hosts: reads('System.Read', (door) => door.hosts()),
  host: reads('System.Read', (door) => door.host(GONE)),
  evacuationPreview: reads('System.Read', (door) => door.evacuationPreview(GONE)),
  datastores: reads('System.Read', (door) => door.datastores()),
  networks: reads('System.Read', (door) => door.networks()),
  vmClasses: reads('System.Read', (door) => door.vmClasses()),
  virtualMachines: reads('System.Read', (door) => door.virtualMachines()),
  supervisors: reads('System.Read', (door) => door.supervisors()),
  supervisor: reads('System.Read', (door) => door.supervisor(GONE)),
  preflight: reads('System.Read', (door) => door.preflight(GONE)),
  storagePolicies: reads('StorageProfile.View', (door) => door.storagePolicies()),
  auditEntries: reads('Global.Diagnostics', (door) => door.auditEntries()),
  auditEntry: reads('Global.Diagnostics', (door) => door.auditEntry(GONE)),
  principals: reads('Namespaces.Configure', (door) => door.principals('a')),
  createDatacenter: writes('Datacenter.Create', (door) => door.createDatacenter({ name: '' })),
  deleteDatacenter: writes('Datacenter.Delete', (door) => door.deleteDatacenter(GONE)),
  createCluster: writes('Host.Inventory.CreateCluster', (door) => door.createCluster({ datacenterId: GONE, name: 'new' })),
  updateCluster: writes('Host.Inventory.EditCluster', (door) => door.updateCluster(GONE, { name: 'new' })),
  deleteCluster: writes('Host.Inventory.DeleteCluster', (door) => door.deleteCluster(GONE)),
  createJoinToken: writes('Host.Inventory.AddHostToCluster', (door) => door.createJoinToken(GONE)),
  disconnectHost: writes('Host.Config.Connection', (door) => door.disconnectHost(GONE)),
  reconnectHost: writes('Host.Config.Connection', (door) => door.reconnectHost(GONE)),
  removeHost: writes('Host.Inventory.RemoveHostFromCluster', (door) => door.removeHost(GONE)),
  enterMaintenance: writes('Host.Config.Maintenance', (door) => door.enterMaintenance(GONE)),
  exitMaintenance: writes('Host.Config.Maintenance', (door) => door.exitMaintenance(GONE)),
  createDatastore: writes('Datastore.Config', (door) => door.createDatastore({} as never)),
  updateDatastore: writes('Datastore.Config', (door) => door.updateDatastore(GONE, {})),
  deleteDatastore: writes('Datastore.Config', (door) => door.deleteDatastore(GONE)),
  createStoragePolicy: writes('StorageProfile.Update', (door) => door.createStoragePolicy({} as never)),
  updateStoragePolicy: writes('StorageProfile.Update', (door) => door.updateStoragePolicy(GONE, {})),
  deleteStoragePolicy: writes('StorageProfile.Update', (door) => door.deleteStoragePolicy(GONE)),
  createNetwork: writes('Network.Config', (door) => door.createNetwork({} as never)),
  deleteNetwork: writes('Network.Config', (door) => door.deleteNetwork(GONE)),
  createVmClass: writes('VirtualMachineClasses.Manage', (door) => door.createVmClass({} as never)),
  updateVmClass: writes('VirtualMachineClasses.Manage', (door) => door.updateVmClass(GONE, {})),
  deleteVmClass: writes('VirtualMachineClasses.Manage', (door) => door.deleteVmClass(GONE)),
  enableSupervisor: writes('Namespaces.Manage', (door) => door.enableSupervisor({} as never)),
  disableSupervisor: writes('Namespaces.Manage', (door) => door.disableSupervisor(GONE)),
  createNamespace: writes('Namespaces.Configure', (door) => door.createNamespace({} as never)),
  updateNamespace: writes('Namespaces.Configure', (door) => door.updateNamespace(GONE, {})),
  deleteNamespace: writes('Namespaces.Configure', (door) => door.deleteNamespace(GONE)),
  setAccess: writes('Namespaces.Configure', (door) => door.setAccess(GONE, {} as never)),
  removeAccess: writes('Namespaces.Configure', (door) => door.removeAccess(GONE, {} as never)),
  acknowledgeAlarm: writes('Alarm.Acknowledge', (door) => door.acknowledgeAlarm('0')),
  resetAlarm: writes('Alarm.SetStatus', (door) => door.resetAlarm('0')),
}

const PEOPLE: [name: string, privileges: readonly string[]][] = [
  ['nobody', []],
  ...Object.entries(BUILT_IN_ROLES).map(([id, { privileges }]): [string, readonly string[]] => [id, privileges]),
]

let lab: TestInventory
let people: Map<string, User>

beforeAll(async () => {
  lab = await testInventory({ hosts: 1 })
  people = new Map(PEOPLE.map(([name, privileges]) => [name, lab.person(name, [...privileges])]))
})
afterAll(() => lab.close())

const as = (name: string) => lab.inventory.as(people.get(name) as User)

const answerOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await work()
  } catch (error) {
    return error
  }
}

const refusals = (name: string) =>
  lab.store.inventory.read.auditEntry.count({ where: { who: `${name}@vsphere.local`, outcome: 'refused', from: '203.0.113.7' } })

test('every method of the door has a rule here', () => {
  expect(
    Object.keys(as('nobody'))
      .filter((key) => key !== 'user')
      .sort(),
  ).toEqual(Object.keys(RULES).sort())
})

describe.each(PEOPLE.map(([name]) => name))('%s', (name) => {
  test.each(Object.entries(RULES).map(([method, rule]) => [method, rule.needs, rule] as const))(
    '%s needs %s',
    async (_method, needs, rule) => {
      const before = await refusals(name)
      const answer = await answerOf(() => rule.call(as(name)))
      if (needs === 'everybody' || holds(people.get(name) as User, needs)) {
        // Anything but a refusal: what was asked for, or that it is not there, or that the input is wrong. Never a fault of ours.
        if (answer instanceof Error) expect(isStatusError(answer) && answer.reason).toMatch(/^(NotFound|Invalid|BadRequest)$/)
        expect(await refusals(name)).toBe(before)
        return
      }
      expect(answer).toMatchObject({ code: 403, reason: 'Forbidden' })
      // What has an access list of its own is refused in its own words.
      if (needs !== 'Namespaces.ListAccess') expect((answer as StatusError).message).toContain(`Needs ${needs} (`)
      expect(await refusals(name)).toBe(before + (rule.writes ? 1 : 0))
    },
  )
})

test('what everybody may ask is empty for whoever may see nothing', async () => {
  const door = as('nobody')
  expect(await door.tree()).toMatchObject([{ kind: 'vcenter', children: [] }])
  expect(await door.search('lab')).toEqual([])
  for (const list of [door.namespaces(), door.tasks(), door.events(), door.alarms()]) expect((await list).rows).toEqual([])
  expect(await door.namespaceRole('x')).toBeUndefined()
  expect(await as('read-only').tree()).toMatchObject([{ kind: 'vcenter', children: [{ kind: 'datacenter' }] }])
  expect((await as('read-only').events()).total).toBeGreaterThan(0)
})

test('a refused write says in the audit log who tried what, from where, and what was missing', async () => {
  await answerOf(() => as('read-only').deleteNamespace('namespace-77'))
  expect(
    await lab.store.inventory.read.auditEntry.findFirst({ where: { who: 'read-only@vsphere.local', target: 'namespace-77' } }),
  ).toMatchObject({
    from: '203.0.113.7',
    action: 'namespace.delete',
    outcome: 'refused',
    message: expect.stringContaining(
      'Needs Namespaces.Configure (Create, change and delete namespaces), held by: Administrator, Operator',
    ),
  })
})
