import { badRequest } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '#server/auth/auth.ts'
import { mayDo } from './may.ts'

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/

const EXTRA = 'impersonate-extra-'

/**
 * The user that the Impersonate-* headers ask to be, when the real one may; the real one without such headers.
 * https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/
 */
export const impersonate = async (auth: Auth, api: string, user: User, headers: Headers): Promise<User> => {
  const name = headers.get('impersonate-user') ?? ''
  const groups = listOf(headers.get('impersonate-group'))
  const uid = headers.get('impersonate-uid')
  const extras = [...headers].filter(([key]) => key.startsWith(EXTRA))
  if (!name) {
    if (groups.length > 0 || uid || extras.length > 0) {
      throw badRequest(
        'requested impersonation of groups, a uid or extras without impersonating a user: set Impersonate-User too',
      )
    }
    return user
  }
  const may = (group: string, resource: string, what: string, namespace?: string) =>
    mayDo(auth, user, api, { verb: 'impersonate', group, resource, name: what, ...(namespace ? { namespace } : {}) })
  const [, accountNamespace, account] = SERVICE_ACCOUNT.exec(name) ?? []
  if (accountNamespace && account) await may('', 'serviceaccounts', account, accountNamespace)
  else await may('', 'users', name)
  for (const group of groups) await may('', 'groups', group)
  if (uid) await may('authentication.k8s.io', 'uids', uid)
  for (const [key, value] of extras)
    await may('authentication.k8s.io', `userextras/${decodeURIComponent(key.slice(EXTRA.length))}`, value)
  return {
    name,
    groups: groupsOf(name, groups, accountNamespace),
    ...(uid ? { uid } : {}),
    displayName: `${name} (by ${user.displayName})`,
    privileges: [],
    from: user.from,
  }
}

/** Repeated headers arrive joined by commas. */
const listOf = (header: string | null): string[] =>
  (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const groupsOf = (name: string, groups: string[], accountNamespace: string | undefined): string[] => {
  const implied =
    accountNamespace && groups.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${accountNamespace}`] : []
  const everyone = name === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated'
  return [...new Set([...groups, ...implied, everyone])]
}
