/** Every inventory privilege we check, with the words a refusal uses. Names follow vSphere. */
export const PRIVILEGES = {
  'System.Read': 'See the inventory',
  'Datacenter.Create': 'Create datacenters',
  'Datacenter.Delete': 'Delete datacenters',
  'Host.Inventory.CreateCluster': 'Create clusters',
  'Host.Inventory.EditCluster': 'Change clusters',
  'Host.Inventory.DeleteCluster': 'Delete clusters',
  'Host.Inventory.AddHostToCluster': 'Add hosts to clusters',
  'Host.Inventory.RemoveHostFromCluster': 'Remove hosts',
  'Host.Config.Connection': 'Connect and disconnect hosts',
  'Host.Config.Maintenance': 'Put hosts into maintenance mode',
  'Datastore.Config': 'Change datastores',
  'Network.Config': 'Change networks',
  'StorageProfile.Update': 'Change storage policies',
  'StorageProfile.View': 'See storage policies',
  'VirtualMachineClasses.Manage': 'Change VM classes',
  'Namespaces.Manage': 'Enable, change and disable Workload Management',
  'Namespaces.Configure': 'Create, change and delete namespaces',
  'Namespaces.ListAccess': 'See all namespaces',
  'Namespaces.SelfServiceManage': 'Change namespace self-service',
  'Alarm.Acknowledge': 'Acknowledge alarms',
  'Alarm.SetStatus': 'Reset alarms',
  'Authorization.ModifyPermissions': 'Change users, groups and permissions',
  'Sessions.TerminateSession': "End other people's sessions",
  'Global.Diagnostics': 'Read the audit log',
} as const

export type Privilege = keyof typeof PRIVILEGES

/** The built-in roles; Administrator holds `*`. */
export const BUILT_IN_ROLES: Record<string, { name: string; description: string; privileges: readonly (Privilege | '*')[] }> = {
  administrator: { name: 'Administrator', description: 'Full control', privileges: ['*'] },
  operator: {
    name: 'Operator',
    description: 'Runs hosts, namespaces and alarms day to day; does not enable Supervisors or change people',
    privileges: [
      'System.Read',
      'Host.Config.Connection',
      'Host.Config.Maintenance',
      'StorageProfile.View',
      'Namespaces.Configure',
      'Namespaces.ListAccess',
      'Alarm.Acknowledge',
      'Alarm.SetStatus',
      'Global.Diagnostics',
    ],
  },
  'read-only': {
    name: 'Read-only',
    description: 'Sees everything, changes nothing',
    privileges: ['System.Read', 'StorageProfile.View', 'Namespaces.ListAccess'],
  },
}
