/** Who is asking, whatever face they came through. Made only by server/auth. */
export interface User {
  /** Kubernetes user name: `sso:alice@vsphere.local`, `system:node:esx-01…`, `system:serviceaccount:ns:name`. */
  name: string
  /** Kubernetes groups: `sso:devs@vsphere.local`, `system:authenticated`, `system:masters`, `system:nodes` … */
  groups: string[]
  uid?: string
  /** The name a person knows: `alice@vsphere.local`; shown in tasks, events and the audit log. */
  displayName: string
  /** Inventory privileges held globally, for example `Namespaces.Manage`; empty for machines and DevOps users. */
  privileges: string[]
  /** Where the request came from, for the audit log: an address, or `controller`. */
  from: string
}

/** The control plane itself: controllers act as this user; it may do everything and says so in the audit log. */
export const systemUser = (component: string): User => ({
  name: `system:${component}`,
  groups: ['system:masters', 'system:authenticated'],
  displayName: component,
  privileges: ['*'],
  from: 'control-plane',
})

/** True when the user holds the privilege, or `*` (System.Administrator). */
export const holds = (user: User, privilege: string): boolean =>
  user.privileges.includes('*') || user.privileges.includes(privilege)
