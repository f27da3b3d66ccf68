import type { ActionArgs, ActionName } from '#domain/client/actions.ts'
import type { QueryArgs, QueryName } from '#domain/client/queries.ts'
import type { Privilege } from '#domain/vsphere/privileges.ts'

/** `signed-in` shows the frame; every answer in it comes from a query, and each of those refuses for itself. */
export type Who = 'anyone' | 'signed-in'

const object = (noun: string) => `(client)/inventory/${noun}/[id]/[[...tab]]/page.tsx`
const signedIn = (...pages: string[]): Record<string, Who> => Object.fromEntries(pages.map((page) => [page, 'signed-in']))

export const PAGES: Record<string, Who> = {
  'login/page.tsx': 'anyone',
  // Only leads on to the namespaces.
  '(client)/workload-management/page.tsx': 'anyone',
  ...signedIn(...['cluster', 'datacenter', 'datastore', 'host', 'namespace', 'network', 'vcenter', 'vm'].map(object)),
  ...signedIn(
    '(client)/page.tsx',
    '(client)/admin/audit/page.tsx',
    '(client)/admin/groups/page.tsx',
    '(client)/admin/permissions/page.tsx',
    '(client)/admin/users/page.tsx',
    '(client)/alarms/page.tsx',
    '(client)/events/page.tsx',
    '(client)/tasks/page.tsx',
    '(client)/inventory/pod/[supervisorId]/[namespace]/[name]/[[...tab]]/page.tsx',
    '(client)/workload-management/namespaces/page.tsx',
    '(client)/workload-management/storage-policies/page.tsx',
    '(client)/workload-management/supervisors/page.tsx',
    '(client)/workload-management/vm-classes/page.tsx',
    '(client)/workload-management/supervisors/[id]/[[...tab]]/page.tsx',
  ),
}

export const ENDPOINTS: Record<string, Who> = {
  'GET healthz/route.ts': 'anyone',
  'POST api/query/route.ts': 'signed-in',
  'GET api/live/route.ts': 'signed-in',
  'GET api/namespaces/[id]/kubeconfig/route.ts': 'signed-in',
  'GET api/pods/[supervisorId]/[namespace]/[name]/log/route.ts': 'signed-in',
}

/** What the browser may call by itself; all of it only from our own pages. */
export const SERVER_ACTIONS = { 'actions/perform.ts': ['perform'], 'login/sign-in.ts': ['signIn', 'signOut'] }

/**
 * What it takes. `kubernetes` is what RBAC of the Supervisor decides, in the words of Kubernetes; of the inventory's roles only
 * Administrator counts there. `kubernetes view` is reading what namespaces hold, which everybody may who sees all of them.
 */
export type Needs = Privilege | 'everybody' | 'own namespaces' | 'kubernetes' | 'kubernetes view'

// Nothing here names an object that exists: whoever may, hears that; whoever may not, must hear no earlier.
const byId = { id: 'no-such-id' }
const pod = { supervisorId: 'sup-1', namespace: 'ns', name: 'web' }
const people: Needs = 'Authorization.ModifyPermissions'

export const QUERY_RULES: { [Name in QueryName]: [needs: Needs, args: QueryArgs<Name>] } = {
  tree: ['everybody', {}],
  search: ['everybody', { text: 'lab' }],
  namespaces: ['everybody', {}],
  namespace: ['own namespaces', byId],
  tasks: ['everybody', {}],
  events: ['everybody', {}],
  alarms: ['everybody', {}],
  home: ['System.Read', {}],
  datacenter: ['System.Read', byId],
  datacenters: ['System.Read', {}],
  cluster: ['System.Read', byId],
  clusters: ['System.Read', {}],
  host: ['System.Read', byId],
  hosts: ['System.Read', {}],
  evacuation: ['System.Read', byId],
  datastores: ['System.Read', {}],
  networks: ['System.Read', {}],
  virtualMachines: ['System.Read', {}],
  vmClasses: ['System.Read', {}],
  vmClassList: ['System.Read', {}],
  supervisors: ['System.Read', {}],
  supervisor: ['System.Read', byId],
  preflight: ['System.Read', { clusterId: 'no-such-id' }],
  storagePolicies: ['StorageProfile.View', {}],
  storagePolicyList: ['StorageProfile.View', {}],
  auditEntries: ['Global.Diagnostics', {}],
  auditEntry: ['Global.Diagnostics', byId],
  ownTokens: ['everybody', {}],
  principals: ['Namespaces.Configure', { text: 'a' }],
  pods: ['kubernetes view', { supervisorId: 'sup-1' }],
  pod: ['kubernetes view', pod],
  podEvents: ['kubernetes view', pod],
  whyPending: ['kubernetes view', pod],
  deployments: ['kubernetes view', { supervisorId: 'sup-1' }],
  replicaSets: ['kubernetes view', { supervisorId: 'sup-1' }],
  kubernetesEvents: ['kubernetes view', { supervisorId: 'sup-1' }],
  users: [people, {}],
  groups: [people, {}],
  roles: [people, {}],
  permissions: [people, {}],
}

/** What everybody may ask is answered with what one has access to: this to somebody with access to nothing. */
export const SEEN_BY_NOBODY: { [Name in QueryName]?: unknown[] } = {
  tree: [{ id: 'vcenter', kind: 'vcenter', name: 'Hemisphere', href: '/inventory/vcenter/vcenter/summary', children: [] }],
  search: [],
  namespaces: [],
  tasks: [],
  events: [],
  alarms: [],
  ownTokens: [],
}

const subject = { subjectType: 'USER' as const, subject: 'x', domain: 'vsphere.local' }

export const ACTION_RULES: { [Name in ActionName]: [needs: Needs, args: ActionArgs<Name>] } = {
  createDatacenter: ['Datacenter.Create', { name: 'a/b' }],
  deleteDatacenter: ['Datacenter.Delete', byId],
  createCluster: ['Host.Inventory.CreateCluster', { datacenterId: 'no-such-id', name: 'new' }],
  updateCluster: ['Host.Inventory.EditCluster', { ...byId, name: 'new' }],
  deleteCluster: ['Host.Inventory.DeleteCluster', byId],
  createJoinToken: ['Host.Inventory.AddHostToCluster', { clusterId: 'no-such-id' }],
  createDatastore: ['Datastore.Config', {} as never],
  updateDatastore: ['Datastore.Config', { ...byId, name: 'new' }],
  deleteDatastore: ['Datastore.Config', byId],
  createStoragePolicy: ['StorageProfile.Update', {} as never],
  updateStoragePolicy: ['StorageProfile.Update', { ...byId, name: 'new' }],
  deleteStoragePolicy: ['StorageProfile.Update', byId],
  createNetwork: ['Network.Config', {} as never],
  deleteNetwork: ['Network.Config', byId],
  createVmClass: ['VirtualMachineClasses.Manage', {} as never],
  updateVmClass: ['VirtualMachineClasses.Manage', { ...byId, cpuCount: 2 }],
  deleteVmClass: ['VirtualMachineClasses.Manage', byId],
  disconnectHost: ['Host.Config.Connection', byId],
  reconnectHost: ['Host.Config.Connection', byId],
  removeHost: ['Host.Inventory.RemoveHostFromCluster', byId],
  enterMaintenance: ['Host.Config.Maintenance', byId],
  exitMaintenance: ['Host.Config.Maintenance', byId],
  enableSupervisor: ['Namespaces.Manage', { spec: {} as never }],
  disableSupervisor: ['Namespaces.Manage', byId],
  createNamespace: ['Namespaces.Configure', { spec: {} as never }],
  updateNamespace: ['Namespaces.Configure', { ...byId, change: {} }],
  deleteNamespace: ['Namespaces.Configure', byId],
  setAccess: ['Namespaces.Configure', { namespaceId: 'no-such-id', entry: { ...subject, role: 'EDIT' } }],
  removeAccess: ['Namespaces.Configure', { namespaceId: 'no-such-id', entry: subject }],
  deletePod: ['kubernetes', pod],
  acknowledgeAlarm: ['Alarm.Acknowledge', { id: '0' }],
  resetAlarm: ['Alarm.SetStatus', { id: '0' }],
  createUser: [people, { name: '!', password: 'x' }],
  setPassword: [people, { ...byId, password: 'x' }],
  setUserDisabled: [people, { ...byId, disabled: true }],
  deleteUser: [people, byId],
  createGroup: [people, { name: '!' }],
  deleteGroup: [people, byId],
  addMember: [people, { groupId: 'no-such-id', userId: 'no-such-id' }],
  removeMember: [people, { groupId: 'no-such-id', userId: 'no-such-id' }],
  grantRole: [people, { roleId: 'no-such-id', userId: 'no-such-id' }],
  revokeRole: [people, byId],
  changeOwnPassword: ['everybody', { current: '', next: '' }],
  createToken: ['everybody', { name: '' }],
  revokeToken: ['everybody', byId],
}
