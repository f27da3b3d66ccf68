import type { HostAssignmentBody, SphereletReport } from '#domain/host-agent.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import type { User } from '#domain/user.ts'
import type {
  ClusterView,
  DatacenterView,
  DatastoreView,
  HomeSummary,
  NetworkView,
  StoragePolicyView,
  VirtualMachineView,
  VmClassView,
} from '#domain/vsphere/cluster.ts'
import type { EvacuationPreview, HostHardware, HostView } from '#domain/vsphere/host.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { HostUsage } from '#domain/vsphere/metrics.ts'
import type { AccessEntry, NamespaceRole, NamespaceSpec, NamespaceView } from '#domain/vsphere/namespace.ts'
import type { AlarmView, AuditEntryDetail, AuditEntryView, EventView, TaskView } from '#domain/vsphere/operations.ts'
import type { EnableSpec, Preflight, SupervisorView } from '#domain/vsphere/supervisor.ts'
import type { DatastoreChange, NewDatastore } from './datastore-input.ts'
import type { HostCertificate } from './host-keys.ts'
import type { NewNetwork } from './network-input.ts'
import type { NewStoragePolicy, StoragePolicyChange } from './storage-policies.ts'
import type { NewVmClass, VmClassChange } from './vm-classes.ts'

/**
 * Door 1: the vSphere nouns, as one user. Every method checks the privilege (Forbidden names it and who can grant it), validates,
 * writes rows, log, task, event and audit entry in one transaction, and returns what changed. Reads need System.Read, except that
 * anyone sees the namespaces they have access to.
 */
export interface InventoryClient {
  readonly user: User

  // reading
  tree(): Promise<TreeNode[]>
  home(): Promise<HomeSummary>
  search(text: string): Promise<TreeNode[]>
  datacenters(): Promise<DatacenterView[]>
  datacenter(id: string): Promise<DatacenterView>
  clusters(query?: PageQuery): Promise<Page<ClusterView>>
  cluster(id: string): Promise<ClusterView>
  hosts(query?: PageQuery & { clusterId?: string }): Promise<Page<HostView>>
  host(id: string): Promise<HostView>
  datastores(query?: PageQuery & { clusterId?: string }): Promise<Page<DatastoreView>>
  storagePolicies(): Promise<StoragePolicyView[]>
  networks(query?: PageQuery): Promise<Page<NetworkView>>
  vmClasses(): Promise<VmClassView[]>
  virtualMachines(query?: PageQuery & { hostId?: string; clusterId?: string }): Promise<Page<VirtualMachineView>>
  supervisors(): Promise<SupervisorView[]>
  supervisor(id: string): Promise<SupervisorView>
  namespaces(query?: PageQuery & { supervisorId?: string }): Promise<Page<NamespaceView>>
  namespace(id: string): Promise<NamespaceView>
  tasks(query?: PageQuery & { targetId?: string }): Promise<Page<TaskView>>
  events(query?: PageQuery & { targetId?: string }): Promise<Page<EventView>>
  alarms(query?: PageQuery & { targetId?: string }): Promise<Page<AlarmView>>
  /** The audit log, without before and after. Needs Global.Diagnostics. */
  auditEntries(query?: PageQuery): Promise<Page<AuditEntryView>>
  auditEntry(id: string): Promise<AuditEntryDetail>
  /** Users and groups to pick from when giving access. */
  principals(text: string): Promise<{ subjectType: 'USER' | 'GROUP'; subject: string; domain: string; displayName: string }[]>

  // datacenters, clusters, hosts
  createDatacenter(input: { name: string }): Promise<DatacenterView>
  deleteDatacenter(id: string): Promise<void>
  createCluster(input: {
    datacenterId: string
    name: string
    drsMode?: ClusterView['drsMode']
    haEnabled?: boolean
  }): Promise<ClusterView>
  updateCluster(id: string, input: { name?: string; drsMode?: ClusterView['drsMode']; haEnabled?: boolean }): Promise<ClusterView>
  deleteCluster(id: string): Promise<void>
  /** The token is shown once; an agent uses it to add its host to the cluster. */
  createJoinToken(clusterId: string, input?: { hours?: number; uses?: number }): Promise<{ token: string; expiresAt: string }>
  disconnectHost(id: string): Promise<HostView>
  reconnectHost(id: string): Promise<HostView>
  removeHost(id: string): Promise<void>
  evacuationPreview(id: string): Promise<EvacuationPreview>
  enterMaintenance(id: string): Promise<TaskView>
  exitMaintenance(id: string): Promise<TaskView>

  // storage, networks, VM classes
  createDatastore(input: NewDatastore): Promise<DatastoreView>
  updateDatastore(id: string, input: DatastoreChange): Promise<DatastoreView>
  deleteDatastore(id: string): Promise<void>
  createStoragePolicy(input: NewStoragePolicy): Promise<StoragePolicyView>
  updateStoragePolicy(id: string, input: StoragePolicyChange): Promise<StoragePolicyView>
  deleteStoragePolicy(id: string): Promise<void>
  createNetwork(input: NewNetwork): Promise<NetworkView>
  deleteNetwork(id: string): Promise<void>
  createVmClass(input: NewVmClass): Promise<VmClassView>
  updateVmClass(id: string, input: VmClassChange): Promise<VmClassView>
  deleteVmClass(id: string): Promise<void>

  // Workload Management
  /** Checks and defaults for enabling Workload Management on a cluster. */
  preflight(clusterId: string, spec?: Partial<EnableSpec>): Promise<Preflight>
  enableSupervisor(spec: EnableSpec): Promise<SupervisorView>
  disableSupervisor(id: string): Promise<TaskView>
  createNamespace(spec: NamespaceSpec): Promise<NamespaceView>
  updateNamespace(
    id: string,
    change: Partial<
      Pick<NamespaceSpec, 'description' | 'limits' | 'containerDefaults' | 'objectLimits' | 'storage' | 'vmClassIds'>
    >,
  ): Promise<NamespaceView>
  deleteNamespace(id: string): Promise<TaskView>
  setAccess(namespaceId: string, entry: AccessEntry): Promise<NamespaceView>
  removeAccess(namespaceId: string, entry: Omit<AccessEntry, 'role'>): Promise<NamespaceView>
  /** The role this user has on a namespace, by rule or by group; undefined when none. */
  namespaceRole(namespaceName: string): Promise<NamespaceRole | undefined>

  // operations
  acknowledgeAlarm(id: string): Promise<AlarmView>
  resetAlarm(id: string): Promise<void>
}

/** What the agent on a host may do, proven by a join token or its certificate. */
export interface HostAgentDoor {
  /** Adds the host (or finds it again by name and the same cluster) and says how it is called. The caller signs the certificate. */
  join(token: string, hardware: HostHardware, certificate: HostCertificate): Promise<{ hostId: string; clusterId: string }>
  /** Those of the hosts that the holder of this key speaks for: they joined, or renewed their certificate, with it. */
  heldBy(keyThumbprint: string, hostIds: readonly string[]): Promise<string[]>
  /**
   * Registers the certificate that the host has from now on and answers its name; the caller signs it. Forbidden while it is disconnected. The key
   * that it asked with stays good until the new one is heard from.
   */
  renewCertificate(hostId: string, presentedKey: string, next: HostCertificate): Promise<{ name: string }>
  /** Marks hosts as heard from; batched, not logged, raises no change unless a host had been silent. */
  heartbeat(hostIds: string[]): Promise<void>
  /** Live use as the agents measured it, stamped with the time of arrival; batched and not logged. */
  reportUsage(samples: ({ hostId: string } & HostUsage)[]): Promise<void>
  /** What the host should be now: a node of which Supervisor, or none. */
  assignment(hostId: string): Promise<HostAssignmentBody>
  /** The Spherelet tells how it is doing. */
  reportSpherelet(hostId: string, report: SphereletReport): Promise<void>
}

export interface Inventory {
  as(user: User): InventoryClient
  agents: HostAgentDoor
  /** Every inventory change after `after`, in order; see server/store/object-store.ts Feed. */
  follow(options: {
    after: string
    kinds?: readonly string[]
    onChanges(changes: InventoryChangeNotice[]): void
    onClose(why: 'behind' | 'stopped'): void
  }): Promise<{ close(): void }>
  revision(): Promise<string>
}

/** That something changed; whoever needs more reads it again. */
export interface InventoryChangeNotice {
  kind: string
  id: string
  operation: 'ADDED' | 'MODIFIED' | 'DELETED'
  revision: string
  object: Record<string, unknown>
}
