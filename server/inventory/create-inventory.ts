import type { User } from '#domain/user.ts'
import { removeAccess, setAccess } from './access.ts'
import { acknowledgeAlarm, resetAlarm } from './alarms.ts'
import { listAuditEntries, readAuditEntry } from './audit-log.ts'
import { createCluster, deleteCluster, listClusters, readCluster, updateCluster } from './clusters.ts'
import type { InventoryContext, InventoryOptions } from './context.ts'
import { createDatacenter, deleteDatacenter, listDatacenters, readDatacenter } from './datacenters.ts'
import { createDatastore, deleteDatastore, updateDatastore } from './datastore-writes.ts'
import { listDatastores, listNetworks, listStoragePolicies } from './datastores.ts'
import { followInventory } from './follow-inventory.ts'
import { readHome } from './home.ts'
import { createHostAgentDoor } from './host-agents.ts'
import { disconnectHost, listHosts, readHost, reconnectHost, removeHost } from './hosts.ts'
import type { Inventory, InventoryClient } from './inventory.ts'
import { createJoinToken } from './join-tokens.ts'
import { enterMaintenance, evacuationPreview, exitMaintenance } from './maintenance.ts'
import {
  createNamespace,
  deleteNamespace,
  listNamespaces,
  readNamespace,
  readNamespaceRole,
  updateNamespace,
} from './namespaces.ts'
import { createNetwork, deleteNetwork } from './networks.ts'
import { listAlarms, listEvents, listTasks } from './operations-log.ts'
import { inventoryRevision } from './page-of.ts'
import { readPreflight } from './preflight.ts'
import { searchPrincipals } from './principals.ts'
import { searchInventory } from './search.ts'
import { createStoragePolicy, deleteStoragePolicy, updateStoragePolicy } from './storage-policies.ts'
import { disableSupervisor, enableSupervisor, listSupervisors, readSupervisor } from './supervisors.ts'
import { readTree } from './tree.ts'
import { listVirtualMachines } from './virtual-machines.ts'
import { createVmClass, deleteVmClass, listVmClasses, updateVmClass } from './vm-classes.ts'

type Reads =
  | 'tree'
  | 'home'
  | 'search'
  | 'datacenters'
  | 'datacenter'
  | 'clusters'
  | 'cluster'
  | 'hosts'
  | 'host'
  | 'datastores'
  | 'storagePolicies'
  | 'networks'
  | 'vmClasses'
  | 'virtualMachines'
  | 'supervisors'
  | 'supervisor'
  | 'namespaces'
  | 'namespace'
  | 'tasks'
  | 'events'
  | 'alarms'
  | 'auditEntries'
  | 'auditEntry'
  | 'principals'
  | 'evacuationPreview'
  | 'preflight'
  | 'namespaceRole'

const reads = (context: InventoryContext): Pick<InventoryClient, Reads> => ({
  tree: () => readTree(context),
  home: () => readHome(context),
  search: (text) => searchInventory(context, text),
  datacenters: () => listDatacenters(context),
  datacenter: (id) => readDatacenter(context, id),
  clusters: (query) => listClusters(context, query),
  cluster: (id) => readCluster(context, id),
  hosts: (query) => listHosts(context, query),
  host: (id) => readHost(context, id),
  datastores: (query) => listDatastores(context, query),
  storagePolicies: () => listStoragePolicies(context),
  networks: (query) => listNetworks(context, query),
  vmClasses: () => listVmClasses(context),
  virtualMachines: (query) => listVirtualMachines(context, query),
  supervisors: () => listSupervisors(context),
  supervisor: (id) => readSupervisor(context, id),
  namespaces: (query) => listNamespaces(context, query),
  namespace: (id) => readNamespace(context, id),
  tasks: (query) => listTasks(context, query),
  events: (query) => listEvents(context, query),
  alarms: (query) => listAlarms(context, query),
  auditEntries: (query) => listAuditEntries(context, query),
  auditEntry: (id) => readAuditEntry(context, id),
  principals: (text) => searchPrincipals(context, text),
  evacuationPreview: (id) => evacuationPreview(context, id),
  preflight: (clusterId, spec) => readPreflight(context, clusterId, spec),
  namespaceRole: (name) => readNamespaceRole(context, name),
})

type Resources =
  | 'createDatastore'
  | 'updateDatastore'
  | 'deleteDatastore'
  | 'createStoragePolicy'
  | 'updateStoragePolicy'
  | 'deleteStoragePolicy'
  | 'createNetwork'
  | 'deleteNetwork'
  | 'createVmClass'
  | 'updateVmClass'
  | 'deleteVmClass'

const resources = (context: InventoryContext): Pick<InventoryClient, Resources> => ({
  createDatastore: (input) => createDatastore(context, input),
  updateDatastore: (id, input) => updateDatastore(context, id, input),
  deleteDatastore: (id) => deleteDatastore(context, id),
  createStoragePolicy: (input) => createStoragePolicy(context, input),
  updateStoragePolicy: (id, input) => updateStoragePolicy(context, id, input),
  deleteStoragePolicy: (id) => deleteStoragePolicy(context, id),
  createNetwork: (input) => createNetwork(context, input),
  deleteNetwork: (id) => deleteNetwork(context, id),
  createVmClass: (input) => createVmClass(context, input),
  updateVmClass: (id, input) => updateVmClass(context, id, input),
  deleteVmClass: (id) => deleteVmClass(context, id),
})

const writes = (context: InventoryContext): Omit<InventoryClient, Reads | Resources | 'user'> => ({
  createDatacenter: (input) => createDatacenter(context, input),
  deleteDatacenter: (id) => deleteDatacenter(context, id),
  createCluster: (input) => createCluster(context, input),
  updateCluster: (id, input) => updateCluster(context, id, input),
  deleteCluster: (id) => deleteCluster(context, id),
  createJoinToken: (clusterId, input) => createJoinToken(context, clusterId, input),
  disconnectHost: (id) => disconnectHost(context, id),
  reconnectHost: (id) => reconnectHost(context, id),
  removeHost: (id) => removeHost(context, id),
  enterMaintenance: (id) => enterMaintenance(context, id),
  exitMaintenance: (id) => exitMaintenance(context, id),
  enableSupervisor: (spec) => enableSupervisor(context, spec),
  disableSupervisor: (id) => disableSupervisor(context, id),
  createNamespace: (spec) => createNamespace(context, spec),
  updateNamespace: (id, change) => updateNamespace(context, id, change),
  deleteNamespace: (id) => deleteNamespace(context, id),
  setAccess: (namespaceId, entry) => setAccess(context, namespaceId, entry),
  removeAccess: (namespaceId, entry) => removeAccess(context, namespaceId, entry),
  acknowledgeAlarm: (id) => acknowledgeAlarm(context, id),
  resetAlarm: (id) => resetAlarm(context, id),
})

/** Builds door 1. Every method of a client works as the user it was made for; see `InventoryClient` for what each promises. */
export const createInventory = (options: InventoryOptions): Inventory => ({
  as: (user: User) => {
    const context = { ...options, user }
    return { user, ...reads(context), ...resources(context), ...writes(context) }
  },
  agents: createHostAgentDoor(options),
  follow: (wanted) => followInventory(options.store.feed, wanted),
  revision: () => inventoryRevision(options.store.inventory.read),
})
