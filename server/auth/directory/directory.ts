import type { Clock } from '#domain/clock.ts'
import type { User } from '#domain/user.ts'
import type { AuthStore } from '../auth-store.ts'
import { type DirectoryGroups, directoryGroups } from './groups.ts'
import { type DirectoryOwnTokens, directoryOwnTokens } from './own-tokens.ts'
import { type DirectoryPermissions, directoryPermissions } from './permissions.ts'
import { type DirectorySessions, directorySessions } from './sessions.ts'
import { type DirectoryUsers, directoryUsers } from './users.ts'

/** People, groups, permissions, sessions and API tokens, as one user; every change is in the audit log. */
export type DirectoryClient = DirectoryUsers & DirectoryGroups & DirectoryPermissions & DirectorySessions & DirectoryOwnTokens

export interface Directory {
  as(user: User): DirectoryClient
}

/** The directory of one local SSO domain. */
export const createDirectory = ({
  store,
  clock,
  domain = 'vsphere.local',
}: {
  store: AuthStore
  clock: Clock
  domain?: string
}): Directory => ({
  as(user) {
    const context = { store, clock, domain, user }
    return {
      ...directoryUsers(context),
      ...directoryGroups(context),
      ...directoryPermissions(context),
      ...directorySessions(context),
      ...directoryOwnTokens(context),
    }
  },
})
