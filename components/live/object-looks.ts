import type { IconName, ObjectState } from '#components/ui/icon.tsx'
import type { StatusKind } from '#components/ui/status.tsx'
import type { TargetKind } from '#domain/client/action-registry.ts'
import type { HostView } from '#domain/vsphere/host.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'

const ICONS: Record<TargetKind, IconName> = {
  vcenter: 'vcenter',
  datacenter: 'datacenter',
  cluster: 'cluster',
  host: 'host',
  namespaces: 'folder',
  namespace: 'namespace',
  pod: 'pod',
  vm: 'vm',
  datastore: 'datastore',
  network: 'network',
  supervisor: 'supervisor',
  account: 'user',
  access: 'key',
  alarm: 'alarm',
  permission: 'key',
  'permission-list': 'key',
  user: 'user',
  'user-list': 'user',
  group: 'group',
  'group-list': 'group',
  'storage-policy': 'volume',
  'storage-policy-list': 'volume',
  'vm-class': 'vm',
  'vm-class-list': 'vm',
}

/** The picture of a kind of object. */
export const iconOf = (kind: TargetKind): IconName => ICONS[kind]

const OVERLAYS: Partial<Record<NonNullable<TreeNode['state']>, ObjectState>> = {
  maintenance: 'maintenance',
  disconnected: 'disconnected',
  off: 'off',
}

/** The mark on an object's icon: running things carry a green one, the rest only what is unusual. */
export const overlayOf = (kind: TargetKind, state: TreeNode['state']): ObjectState | undefined =>
  state === 'ok' && (kind === 'vm' || kind === 'pod') ? 'running' : state && OVERLAYS[state]

/** The dot at the icon for the highest alarm; an object in error shows red without one. */
export const alarmOf = (alarm: 'WARNING' | 'ERROR' | undefined, state?: TreeNode['state']): 'warning' | 'error' | undefined =>
  alarm === 'ERROR' || state === 'error' ? 'error' : alarm === 'WARNING' || state === 'warning' ? 'warning' : undefined

/** A host's state as the tree tells it, from its view. */
export const hostState = ({ connection, maintenance }: Pick<HostView, 'connection' | 'maintenance'>): TreeNode['state'] => {
  if (connection === 'DISCONNECTED') return 'disconnected'
  if (connection === 'NOT_RESPONDING') return 'error'
  return maintenance === 'NONE' ? 'ok' : 'maintenance'
}

/** A host's state in words and a glyph. */
export const hostStatus = ({
  connection,
  maintenance,
}: Pick<HostView, 'connection' | 'maintenance'>): { kind: StatusKind; word: string } => {
  if (connection === 'DISCONNECTED') return { kind: 'unknown', word: 'Disconnected' }
  if (connection === 'NOT_RESPONDING') return { kind: 'error', word: 'Not responding' }
  if (maintenance === 'ENTERING') return { kind: 'running', word: 'Entering maintenance mode' }
  if (maintenance === 'IN_MAINTENANCE') return { kind: 'warning', word: 'Maintenance mode' }
  return { kind: 'ok', word: 'Connected' }
}

/** The configuration status of a Supervisor or namespace in words and a glyph. */
export const configStatus = (status: 'CONFIGURING' | 'RUNNING' | 'REMOVING' | 'ERROR'): { kind: StatusKind; word: string } =>
  ({
    CONFIGURING: { kind: 'running', word: 'Configuring' },
    RUNNING: { kind: 'ok', word: 'Running' },
    REMOVING: { kind: 'running', word: 'Removing' },
    ERROR: { kind: 'error', word: 'Error' },
  })[status] as { kind: StatusKind; word: string }

const VM_ROLES: Record<string, string> = {
  SUPERVISOR_CONTROL_PLANE: 'Supervisor control plane',
  TKG_NODE: 'Tanzu Kubernetes node',
  VM_SERVICE: 'VM Service',
}

/** What a virtual machine is there for, in words. */
export const vmRole = (role: string): string => VM_ROLES[role] ?? role

/** A pod's STATUS word with its glyph. */
export const podStatusKind = (status: string, phase: string): StatusKind => {
  if (status === 'Running' || status === 'Completed' || phase === 'Succeeded') return 'ok'
  if (status === 'Pending') return 'queued'
  if (status === 'ContainerCreating' || status === 'PodInitializing' || status === 'Terminating' || status.startsWith('Init:'))
    return 'running'
  return phase === 'Running' ? 'warning' : phase === 'Pending' ? 'warning' : 'error'
}
