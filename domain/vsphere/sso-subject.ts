import type { User } from '../user.ts'

/** A person or group of the SSO domain. */
export interface SsoSubject {
  subject: string
  domain: string
}

/** Splits `sso:alice@vsphere.local` or `alice@vsphere.local`; undefined for machines and other names. */
export const parseSsoName = (name: string): SsoSubject | undefined => {
  const plain = name.startsWith('sso:') ? name.slice(4) : name
  const at = plain.lastIndexOf('@')
  return at > 0 && !plain.includes(':') ? { subject: plain.slice(0, at), domain: plain.slice(at + 1) } : undefined
}

/** The Kubernetes name of a subject, for users and groups alike: `sso:alice@vsphere.local`. */
export const ssoName = ({ subject, domain }: SsoSubject): string => `sso:${subject}@${domain}`

const same = (a: SsoSubject, b: SsoSubject) =>
  a.subject.toLowerCase() === b.subject.toLowerCase() && a.domain.toLowerCase() === b.domain.toLowerCase()

/** True when an access rule is about this user, directly or through a group. SSO names are the same in any case. */
export const concerns = (rule: SsoSubject & { subjectType: 'USER' | 'GROUP' }, user: Pick<User, 'name' | 'groups'>): boolean =>
  (rule.subjectType === 'USER' ? [user.name] : user.groups).some((name) => {
    const subject = name.startsWith('sso:') ? parseSsoName(name) : undefined
    return subject !== undefined && same(subject, rule)
  })
