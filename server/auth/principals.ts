import type { User } from '#domain/user.ts'
import type { AccountName } from './account-name.ts'
import { accountText } from './account-name.ts'
import type { AuthStore } from './auth-store.ts'
import { createLogCache } from './log-cache.ts'

/** A person as the database knows them now: who they are, their groups, and what their roles give them. */
export interface Principal {
  id: string
  account: AccountName
  displayName: string
  passwordHash: string | null
  disabled: boolean
  /** Tokens issued before this count for nothing: the account was made, got a new password or was disabled then. */
  credentialsAt: Date
  /** Group names with their domain. */
  groups: string[]
  privileges: string[]
}

/** Finds people. Answers are remembered until the log says that a user, group, role or permission changed. */
export interface Principals {
  byId(id: string): Promise<Principal | undefined>
  /** Names are compared without regard to case, as vSphere does. */
  byName(account: AccountName): Promise<Principal | undefined>
  stop(): void
}

/** Kubernetes' view of a person: the `sso:` prefixes are those of the original's API server flags. */
export const asUser = (principal: Principal, from: string): User => ({
  name: `sso:${accountText(principal.account)}`,
  groups: [...principal.groups.map((group) => `sso:${group}`), 'system:authenticated'],
  uid: principal.id,
  displayName: accountText(principal.account),
  privileges: principal.privileges,
  from,
})

/** People out of the inventory, through one cache that the change log keeps true. */
export const createPrincipals = (store: AuthStore): Principals => {
  const cache = createLogCache<Principal>(store, ['User', 'Group', 'Role', 'Permission'])
  return {
    byId: (id) => cache.get(`id:${id}`, () => load(store, { id })),
    byName: (account) => cache.get(`name:${accountText(account).toLowerCase()}`, () => load(store, account)),
    stop: () => cache.stop(),
  }
}

const withRoles = { role: { select: { privileges: true } } } as const

const load = async (store: AuthStore, where: { id: string } | AccountName): Promise<Principal | undefined> => {
  const id = 'id' in where ? where.id : await findAccountId(store, where)
  if (id === undefined) return undefined
  const row = await store.inventory.read.user.findUnique({
    where: { id },
    include: {
      permissions: { select: withRoles },
      groups: { select: { group: { select: { name: true, domain: true, permissions: { select: withRoles } } } } },
    },
  })
  if (!row) return undefined
  const permissions = [...row.permissions, ...row.groups.flatMap(({ group }) => group.permissions)]
  return {
    id: row.id,
    account: { name: row.name, domain: row.domain },
    displayName: row.displayName,
    passwordHash: row.passwordHash,
    disabled: row.disabled,
    credentialsAt: row.credentialsAt ?? row.createdAt,
    groups: row.groups.map(({ group }) => accountText(group)).sort(),
    privileges: [...new Set(permissions.flatMap(({ role }) => role.privileges))].sort(),
  }
}

const findAccountId = async ({ inventory }: AuthStore, { name, domain }: AccountName): Promise<string | undefined> => {
  const rows = await inventory.read.$queryRaw<{ id: string }[]>`
    SELECT id FROM "User" WHERE lower(name) = lower(${name}) AND lower(domain) = lower(${domain}) LIMIT 1`
  return rows[0]?.id
}
