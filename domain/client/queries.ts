import type { ApiTokenView, GroupView, PermissionView, RoleView, UserView } from '#domain/directory.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import type { Fix } from '#domain/placement.ts'
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
import type { EvacuationPreview, HostView } from '#domain/vsphere/host.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import type { AlarmView, AuditEntryDetail, AuditEntryView, EventView, TaskView } from '#domain/vsphere/operations.ts'
import type { EnableSpec, Preflight, SupervisorView } from '#domain/vsphere/supervisor.ts'
import type { PodDetail, PodRow, WorkloadEventRow, WorkloadRow } from './workload-rows.ts'

interface ById {
  id: string
}

/** Which objects of a Supervisor a list is about. */
export interface WorkloadScope {
  supervisorId: string
  namespace?: string
}

export interface PodAddress {
  supervisorId: string
  namespace: string
  name: string
}

/** Why a pod waits: one sentence, each host's reason, what would help. */
export interface WhyPending {
  summary: string
  perHost: { host: string; reasons: string[] }[]
  fixes: Fix[]
}

/** Everything the web client reads, by name: what it asks with and what it gets. The server answers each as the signed-in user. */
export interface ClientQueries {
  tree: { args: Record<string, never>; value: TreeNode[] }
  home: { args: Record<string, never>; value: HomeSummary }
  search: { args: { text: string }; value: TreeNode[] }
  datacenter: { args: ById; value: DatacenterView }
  datacenters: { args: PageQuery; value: Page<DatacenterView> }
  cluster: { args: ById; value: ClusterView }
  clusters: { args: PageQuery; value: Page<ClusterView> }
  host: { args: ById; value: HostView }
  hosts: { args: PageQuery & { clusterId?: string }; value: Page<HostView> }
  evacuation: { args: ById; value: EvacuationPreview }
  datastores: { args: PageQuery & { clusterId?: string }; value: Page<DatastoreView> }
  networks: { args: PageQuery; value: Page<NetworkView> }
  virtualMachines: { args: PageQuery & { hostId?: string; clusterId?: string }; value: Page<VirtualMachineView> }
  storagePolicies: { args: Record<string, never>; value: StoragePolicyView[] }
  storagePolicyList: { args: PageQuery; value: Page<StoragePolicyView> }
  vmClassList: { args: PageQuery; value: Page<VmClassView> }
  vmClasses: { args: Record<string, never>; value: VmClassView[] }
  supervisors: { args: PageQuery; value: Page<SupervisorView> }
  supervisor: { args: ById; value: SupervisorView }
  preflight: { args: { clusterId: string; spec?: Partial<EnableSpec> }; value: Preflight }
  namespaces: { args: PageQuery & { supervisorId?: string }; value: Page<NamespaceView> }
  namespace: { args: ById; value: NamespaceView }
  pods: { args: PageQuery & WorkloadScope & { hostName?: string }; value: Page<PodRow> }
  pod: { args: PodAddress; value: PodDetail }
  podEvents: { args: PageQuery & PodAddress; value: Page<WorkloadEventRow> }
  whyPending: { args: PodAddress; value: WhyPending | null }
  deployments: { args: PageQuery & WorkloadScope; value: Page<WorkloadRow> }
  replicaSets: { args: PageQuery & WorkloadScope; value: Page<WorkloadRow> }
  kubernetesEvents: { args: PageQuery & WorkloadScope; value: Page<WorkloadEventRow> }
  tasks: { args: PageQuery & { targetId?: string }; value: Page<TaskView> }
  events: { args: PageQuery & { targetId?: string }; value: Page<EventView> }
  alarms: { args: PageQuery & { targetId?: string }; value: Page<AlarmView> }
  auditEntries: { args: PageQuery; value: Page<AuditEntryView> }
  auditEntry: { args: ById; value: AuditEntryDetail }
  principals: {
    args: { text: string }
    value: { subjectType: 'USER' | 'GROUP'; subject: string; domain: string; displayName: string }[]
  }
  users: { args: PageQuery; value: Page<UserView> }
  groups: { args: PageQuery; value: Page<GroupView> }
  roles: { args: Record<string, never>; value: RoleView[] }
  permissions: { args: PageQuery; value: Page<PermissionView> }
  ownTokens: { args: Record<string, never>; value: ApiTokenView[] }
}

export type QueryName = keyof ClientQueries
export type QueryArgs<Name extends QueryName> = ClientQueries[Name]['args']
export type QueryValue<Name extends QueryName> = ClientQueries[Name]['value']

/** The queries that answer one window of a list. */
export type PageQueryName = {
  [Name in QueryName]: ClientQueries[Name]['value'] extends Page<infer _Row> ? Name : never
}[QueryName]
export type PageRow<Name extends PageQueryName> = ClientQueries[Name]['value'] extends Page<infer Row> ? Row : never

/** A query and its arguments as one cache key; arguments that are not set do not count. */
export const queryKey = <Name extends QueryName>(name: Name, args: QueryArgs<Name>): readonly [Name, QueryArgs<Name>] => [
  name,
  args,
]
