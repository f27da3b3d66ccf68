import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { Privilege } from '#domain/vsphere/privileges.ts'

/** `account` is the signed-in user's own. */
export type TargetKind = TreeNode['kind'] | 'supervisor' | 'account'

/** The object an action is started on, with what is known of it where the menu opens. */
export interface ActionTarget {
  kind: TargetKind
  id: string
  name: string
  state?: TreeNode['state']
  /** For clusters: it is a Supervisor. */
  supervisor?: boolean
  /** For pods. */
  supervisorId?: string
  namespace?: string
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
