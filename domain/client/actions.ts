import type { ApiTokenView } from '#domain/directory.ts'
import type { ClusterView, NetworkPoolView, NetworkView, StoragePolicyView, VmClassView } from '#domain/vsphere/cluster.ts'
import type { AccessEntry, NamespaceSpec } from '#domain/vsphere/namespace.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import type { PodAddress } from './queries.ts'

interface ById {
  id: string
}

/** Everything the web client can change, by name: what it sends and what it gets back. */
export interface ClientActions {
  createDatacenter: { args: { name: string }; value: ById }
  deleteDatacenter: { args: ById; value: undefined }
  createCluster: {
    args: { datacenterId: string; name: string; drsMode?: ClusterView['drsMode']; haEnabled?: boolean }
    value: ById
  }
  updateCluster: { args: ById & { name?: string; drsMode?: ClusterView['drsMode']; haEnabled?: boolean }; value: ById }
  deleteCluster: { args: ById; value: undefined }
  createJoinToken: { args: { clusterId: string; hours?: number; uses?: number }; value: JoinInstructions }
  createDatastore: { args: DatastoreSettings & { datacenterId: string; type: 'VMFS' | 'vSAN' | 'NFS' }; value: ById }
  updateDatastore: { args: ById & Partial<DatastoreSettings>; value: ById }
  deleteDatastore: { args: ById; value: undefined }
  createStoragePolicy: { args: Pick<StoragePolicyView, 'name' | 'description' | 'tags'>; value: ById }
  updateStoragePolicy: { args: ById & Partial<Pick<StoragePolicyView, 'name' | 'description' | 'tags'>>; value: ById }
  deleteStoragePolicy: { args: ById; value: undefined }
  createNetwork: {
    args: Omit<NetworkView, 'id' | 'pools'> & { pools: Omit<NetworkPoolView, 'used'>[] }
    value: ById
  }
  deleteNetwork: { args: ById; value: undefined }
  createVmClass: { args: Omit<VmClassView, 'builtIn'>; value: ById }
  updateVmClass: { args: ById & Partial<Omit<VmClassView, 'builtIn'>>; value: ById }
  deleteVmClass: { args: ById; value: undefined }
  disconnectHost: { args: ById; value: ById }
  reconnectHost: { args: ById; value: ById }
  removeHost: { args: ById; value: undefined }
  enterMaintenance: { args: ById; value: ById }
  exitMaintenance: { args: ById; value: ById }
  enableSupervisor: { args: { spec: EnableSpec }; value: ById }
  disableSupervisor: { args: ById; value: ById }
  createNamespace: { args: { spec: NamespaceSpec }; value: ById }
  updateNamespace: {
    args: ById & {
      change: Partial<
        Pick<NamespaceSpec, 'description' | 'limits' | 'containerDefaults' | 'objectLimits' | 'storage' | 'vmClassIds'>
      >
    }
    value: ById
  }
  deleteNamespace: { args: ById; value: ById }
  setAccess: { args: { namespaceId: string; entry: AccessEntry }; value: ById }
  removeAccess: { args: { namespaceId: string; entry: Omit<AccessEntry, 'role'> }; value: ById }
  deletePod: { args: PodAddress; value: undefined }
  acknowledgeAlarm: { args: ById; value: ById }
  resetAlarm: { args: ById; value: undefined }
  createUser: { args: { name: string; displayName?: string; email?: string; password: string; groupIds?: string[] }; value: ById }
  setPassword: { args: ById & { password: string }; value: undefined }
  setUserDisabled: { args: ById & { disabled: boolean }; value: ById }
  deleteUser: { args: ById; value: undefined }
  createGroup: { args: { name: string; description?: string }; value: ById }
  deleteGroup: { args: ById; value: undefined }
  addMember: { args: { groupId: string; userId: string }; value: ById }
  removeMember: { args: { groupId: string; userId: string }; value: ById }
  grantRole: { args: { roleId: string; userId?: string; groupId?: string }; value: ById }
  revokeRole: { args: ById; value: undefined }
  changeOwnPassword: { args: { current: string; next: string }; value: undefined }
  /** The token is in the answer this once. */
  createToken: { args: { name: string; days?: number }; value: ApiTokenView & { token: string } }
  revokeToken: { args: ById; value: undefined }
}

/** What can be said of a datastore now and later. */
export interface DatastoreSettings {
  name: string
  capacityBytes: number
  tags: string[]
  clusterIds: string[]
}

/** What a person runs on the machine that is to become a host. The token is shown once. */
export interface JoinInstructions {
  token: string
  expiresAt: string
  apiUrl: string
  /** From this number on, the names of simulated hosts are free. */
  firstNumber: number
}

export type ActionName = keyof ClientActions
export type ActionArgs<Name extends ActionName> = ClientActions[Name]['args']
export type ActionValue<Name extends ActionName> = ClientActions[Name]['value']

/** How an action answers: its value, or one message a person can act on with the causes per field. */
export type ActionResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; error: { reason: string; message: string; causes: { field: string; message: string }[] } }
