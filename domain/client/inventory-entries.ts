import type { ActionDefinition, ActionTarget } from './action-definition.ts'

const connected = ({ state }: ActionTarget): string | undefined => (state === 'disconnected' ? 'Host is disconnected' : undefined)

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** What can be done to datacenters, clusters, hosts, datastores, networks and alarms. */
export const inventoryEntries: readonly ActionDefinition[] = [
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
    when: ({ supervisor, content = 0 }) =>
      supervisor ? 'Disable Workload Management first' : content ? `Remove its ${counted(content, 'host')} first` : undefined,
    danger: true,
    group: 9,
  },
  {
    id: 'delete-datacenter',
    label: 'Delete Datacenter…',
    icon: 'trash',
    kinds: ['datacenter'],
    privilege: 'Datacenter.Delete',
    when: ({ content = 0 }) =>
      content ? `Remove the ${counted(content, 'object')} in it first: clusters, datastores and networks` : undefined,
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
    id: 'acknowledge-alarm',
    label: 'Acknowledge',
    icon: 'check',
    kinds: ['alarm'],
    privilege: 'Alarm.Acknowledge',
    when: ({ acknowledgedBy }) => (acknowledgedBy ? `Acknowledged by ${acknowledgedBy} already` : undefined),
    group: 1,
  },
  { id: 'reset-alarm', label: 'Reset to Green', icon: 'refresh', kinds: ['alarm'], privilege: 'Alarm.SetStatus', group: 1 },
]
