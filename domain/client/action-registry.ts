import { holds, type User } from '#domain/user.ts'
import { BUILT_IN_ROLES, PRIVILEGES, type Privilege } from '#domain/vsphere/privileges.ts'
import type { ActionDefinition, ActionTarget } from './action-definition.ts'

export type { ActionDefinition, ActionId, ActionTarget, TargetKind } from './action-definition.ts'

const supervisorOnly = ({ kind, supervisor, name }: ActionTarget): string | undefined =>
  kind === 'cluster' && !supervisor ? `Workload Management is not enabled on ${name}` : undefined

const connected = ({ state }: ActionTarget): string | undefined => (state === 'disconnected' ? 'Host is disconnected' : undefined)

/** Every action of the client, in menu order: the ACTIONS menu, the tree's and the rows' context menus are all made from this list. */
export const ACTIONS: readonly ActionDefinition[] = [
  { id: 'new-datacenter', label: 'New Datacenter…', icon: 'plus', kinds: ['vcenter'], privilege: 'Datacenter.Create', group: 1 },
  {
    id: 'new-cluster',
    label: 'New Cluster…',
    icon: 'plus',
    kinds: ['datacenter'],
    privilege: 'Host.Inventory.CreateCluster',
    group: 1,
  },
  {
    id: 'new-datastore',
    label: 'New Datastore…',
    icon: 'datastore',
    kinds: ['datacenter'],
    privilege: 'Datastore.Config',
    group: 1,
  },
  { id: 'new-network', label: 'New Network…', icon: 'network', kinds: ['datacenter'], privilege: 'Network.Config', group: 1 },
  { id: 'edit-datastore', label: 'Edit…', icon: 'pencil', kinds: ['datastore'], privilege: 'Datastore.Config', group: 1 },
  {
    id: 'enable-supervisor',
    label: 'Enable Workload Management…',
    icon: 'supervisor',
    kinds: ['cluster'],
    privilege: 'Namespaces.Manage',
    when: ({ supervisor, name }) => (supervisor ? `Workload Management is enabled on ${name} already` : undefined),
    group: 1,
  },
  {
    id: 'new-namespace',
    label: 'New Namespace…',
    icon: 'namespace',
    kinds: ['cluster', 'namespaces', 'supervisor'],
    privilege: 'Namespaces.Configure',
    when: supervisorOnly,
    group: 1,
  },
  {
    id: 'add-host',
    label: 'Add Host…',
    icon: 'host',
    kinds: ['cluster'],
    privilege: 'Host.Inventory.AddHostToCluster',
    group: 2,
  },
  {
    id: 'cluster-settings',
    label: 'Settings…',
    icon: 'gear',
    kinds: ['cluster'],
    privilege: 'Host.Inventory.EditCluster',
    group: 2,
  },
  {
    id: 'enter-maintenance',
    label: 'Enter Maintenance Mode…',
    icon: 'wrench',
    kinds: ['host'],
    privilege: 'Host.Config.Maintenance',
    when: (target) => connected(target) ?? (target.state === 'maintenance' ? 'Host is in maintenance mode already' : undefined),
    group: 1,
  },
  {
    id: 'exit-maintenance',
    label: 'Exit Maintenance Mode',
    icon: 'wrench',
    kinds: ['host'],
    privilege: 'Host.Config.Maintenance',
    when: ({ state }) => (state === 'maintenance' ? undefined : 'Host is not in maintenance mode'),
    group: 1,
  },
  {
    id: 'disconnect-host',
    label: 'Disconnect…',
    icon: 'disconnected',
    kinds: ['host'],
    privilege: 'Host.Config.Connection',
    when: connected,
    group: 2,
  },
  {
    id: 'reconnect-host',
    label: 'Connect',
    icon: 'link',
    kinds: ['host'],
    privilege: 'Host.Config.Connection',
    when: ({ state }) => (state === 'disconnected' ? undefined : 'Host is connected already'),
    group: 2,
  },
  { id: 'edit-limits', label: 'Edit Limits…', icon: 'pencil', kinds: ['namespace'], privilege: 'Namespaces.Configure', group: 1 },
  {
    id: 'edit-object-limits',
    label: 'Edit Object Limits…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    group: 1,
  },
  {
    id: 'edit-defaults',
    label: 'Edit Container Defaults…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    group: 1,
  },
  {
    id: 'edit-storage',
    label: 'Edit Storage Policies…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    group: 1,
  },
  {
    id: 'edit-vm-classes',
    label: 'Edit VM Classes…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    group: 1,
  },
  {
    id: 'add-permission',
    label: 'Add Permission…',
    icon: 'key',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    group: 1,
  },
  {
    id: 'disable-supervisor',
    label: 'Disable Workload Management…',
    icon: 'stop',
    kinds: ['cluster', 'supervisor'],
    privilege: 'Namespaces.Manage',
    when: supervisorOnly,
    danger: true,
    group: 8,
  },
  {
    id: 'remove-host',
    label: 'Remove from Inventory…',
    icon: 'trash',
    kinds: ['host'],
    privilege: 'Host.Inventory.RemoveHostFromCluster',
    when: ({ state }) =>
      state === 'maintenance' || state === 'disconnected'
        ? undefined
        : 'Put the host into maintenance mode or disconnect it first',
    danger: true,
    group: 9,
  },
  {
    id: 'delete-cluster',
    label: 'Delete Cluster…',
    icon: 'trash',
    kinds: ['cluster'],
    privilege: 'Host.Inventory.DeleteCluster',
    when: ({ supervisor }) => (supervisor ? 'Disable Workload Management first' : undefined),
    danger: true,
    group: 9,
  },
  {
    id: 'delete-datacenter',
    label: 'Delete Datacenter…',
    icon: 'trash',
    kinds: ['datacenter'],
    privilege: 'Datacenter.Delete',
    danger: true,
    group: 9,
  },
  {
    id: 'delete-datastore',
    label: 'Delete Datastore…',
    icon: 'trash',
    kinds: ['datastore'],
    privilege: 'Datastore.Config',
    danger: true,
    group: 9,
  },
  {
    id: 'delete-network',
    label: 'Delete Network…',
    icon: 'trash',
    kinds: ['network'],
    privilege: 'Network.Config',
    danger: true,
    group: 9,
  },
  {
    id: 'delete-namespace',
    label: 'Delete Namespace…',
    icon: 'trash',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    danger: true,
    group: 9,
  },
  { id: 'change-password', label: 'Change Password…', icon: 'key', kinds: ['account'], group: 1 },
  { id: 'api-tokens', label: 'API Tokens…', icon: 'link', kinds: ['account'], group: 1 },
  { id: 'delete-pod', label: 'Delete Pod…', icon: 'trash', kinds: ['pod'], danger: true, group: 9 },
]

/** Why the user lacks the privilege, with the roles that have it; undefined when they hold it. */
export const privilegeReason = (user: Pick<User, 'privileges'>, privilege: Privilege): string | undefined => {
  if (holds(user as User, privilege)) return undefined
  const roles = Object.values(BUILT_IN_ROLES).filter(
    ({ privileges }) => privileges.includes('*') || privileges.includes(privilege),
  )
  return `Needs ${privilege} (${PRIVILEGES[privilege]}), held by: ${roles.map(({ name }) => name).join(', ')}`
}

/** The actions of an object for this user, each with the reason when it is refused now. */
export const actionsFor = (
  target: ActionTarget,
  user: Pick<User, 'privileges'>,
): { definition: ActionDefinition; reason?: string }[] =>
  ACTIONS.filter((each) => each.kinds.includes(target.kind) && !each.never?.(target))
    .map((definition) => {
      const reason = (definition.privilege && privilegeReason(user, definition.privilege)) ?? definition.when?.(target)
      return reason ? { definition, reason } : { definition }
    })
    .sort((a, b) => a.definition.group - b.definition.group)
