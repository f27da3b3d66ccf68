import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { Privilege } from '#domain/vsphere/privileges.ts'

/** Things of which a list is kept in the client: made above it, changed and deleted in the rows' menus. */
export type ManagedKind = 'user' | 'group' | 'storage-policy' | 'vm-class'

/**
 * `account` is the signed-in user's own; `access` is who may use a namespace, one entry of it; `permission` is a role on the whole
 * inventory. `…-list` is the list itself, for what is made above it.
 */
export type TargetKind =
  | TreeNode['kind']
  | 'supervisor'
  | 'account'
  | 'access'
  | 'alarm'
  | 'permission'
  | 'permission-list'
  | ManagedKind
  | `${ManagedKind}-list`

/** The object an action is started on, with what is known of it where the menu opens. */
export interface ActionTarget {
  kind: TargetKind
  id: string
  name: string
  state?: TreeNode['state']
  /** How many objects must go before it can: hosts of a cluster; clusters, datastores and networks of a datacenter. */
  content?: number
  /** For clusters: it is a Supervisor. */
  supervisor?: boolean
  /** For pods. */
  supervisorId?: string
  namespace?: string
  /** For pods: Kubernetes lets the user delete it. Absent where nobody has asked. */
  mayDelete?: boolean
  /** For users: disabled now, and whether it is the account of whoever is signed in. */
  disabled?: boolean
  own?: boolean
  /** For VM classes that came with the product. */
  builtIn?: boolean
  /** For alarms: who has acknowledged it. */
  acknowledgedBy?: string
}

export type ActionId =
  | 'new-datacenter'
  | 'new-cluster'
  | 'delete-datacenter'
  | 'new-datastore'
  | 'new-network'
  | 'edit-datastore'
  | 'delete-datastore'
  | 'delete-network'
  | 'enable-supervisor'
  | 'new-namespace'
  | 'add-host'
  | 'cluster-settings'
  | 'disable-supervisor'
  | 'delete-cluster'
  | 'enter-maintenance'
  | 'exit-maintenance'
  | 'disconnect-host'
  | 'reconnect-host'
  | 'remove-host'
  | 'edit-limits'
  | 'edit-object-limits'
  | 'edit-defaults'
  | 'edit-storage'
  | 'edit-vm-classes'
  | 'add-permission'
  | 'delete-namespace'
  | 'delete-pod'
  | 'remove-permission'
  | 'acknowledge-alarm'
  | 'reset-alarm'
  | `new-${ManagedKind}`
  | `delete-${ManagedKind}`
  | 'set-password'
  | 'disable-user'
  | 'enable-user'
  | 'edit-members'
  | 'edit-storage-policy'
  | 'edit-vm-class'
  | 'add-global-permission'
  | 'remove-global-permission'
  | 'change-password'
  | 'api-tokens'

export interface ActionDefinition {
  id: ActionId
  /** Ends in "…" when a dialog opens. */
  label: string
  icon:
    | 'plus'
    | 'trash'
    | 'gear'
    | 'wrench'
    | 'disconnected'
    | 'link'
    | 'supervisor'
    | 'namespace'
    | 'datastore'
    | 'network'
    | 'host'
    | 'pencil'
    | 'key'
    | 'stop'
    | 'check'
    | 'user'
    | 'group'
    | 'refresh'
  kinds: readonly TargetKind[]
  privilege?: Privilege
  /** Why it cannot be used on this object now, in one sentence; undefined when it can. */
  when?(target: ActionTarget): string | undefined
  /** It can never apply to this object: it is left out, not greyed. */
  never?(target: ActionTarget): boolean
  danger?: boolean
  /** Entries of one group stand together, a line between groups. */
  group: number
}
