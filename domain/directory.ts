/** A person of the local SSO domain, as the administration pages show them. Times are RFC 3339. */
export interface UserView {
  id: string
  name: string
  domain: string
  displayName: string
  email: string
  disabled: boolean
  groups: { id: string; name: string }[]
  /** Roles held in person, without those that come from groups. */
  roles: { permissionId: string; roleId: string; name: string }[]
  createdAt: string
}

export interface GroupView {
  id: string
  name: string
  domain: string
  description: string
  members: { id: string; name: string; displayName: string }[]
  roles: { permissionId: string; roleId: string; name: string }[]
}

export interface RoleView {
  id: string
  name: string
  description: string
  privileges: string[]
  builtIn: boolean
}

/** Who holds which role on the whole inventory. */
export interface PermissionView {
  id: string
  roleId: string
  roleName: string
  subjectType: 'USER' | 'GROUP'
  subjectId: string
  /** `alice@vsphere.local`. */
  subject: string
}

export interface SessionView {
  id: string
  userId: string
  user: string
  createdAt: string
  lastUsedAt: string
  expiresAt: string
  address: string
  userAgent: string
}

export interface ApiTokenView {
  id: string
  name: string
  createdAt: string
  expiresAt?: string
  lastUsedAt?: string
}

/** User and group names: they end up in Kubernetes user names and in URLs. */
export const ACCOUNT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
