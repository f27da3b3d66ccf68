/** A user or group of an SSO domain. */
export interface AccountName {
  name: string
  domain: string
}

/** Reads `alice@vsphere.local`, `VSPHERE.LOCAL\alice` or plain `alice` (of the default domain), the forms that vSphere accepts. */
export const parseAccountName = (text: string, defaultDomain: string): AccountName => {
  const trimmed = text.trim()
  const slash = trimmed.indexOf('\\')
  if (slash > 0) return { domain: trimmed.slice(0, slash).toLowerCase(), name: trimmed.slice(slash + 1) }
  const at = trimmed.lastIndexOf('@')
  if (at > 0) return { name: trimmed.slice(0, at), domain: trimmed.slice(at + 1).toLowerCase() }
  return { name: trimmed, domain: defaultDomain }
}

/** `alice@vsphere.local`. */
export const accountText = ({ name, domain }: AccountName): string => `${name}@${domain}`
