import type { Clock } from '#domain/clock.ts'
import { StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import { INVENTORY_API, type InventoryTransaction } from '#server/store/inventory-store.ts'
import type { AuthStore } from '../auth-store.ts'
import { requirePrivilege } from '../require-privilege.ts'

/** What every part of the directory works with. */
export interface DirectoryContext {
  store: AuthStore
  clock: Clock
  domain: string
  user: User
}

/** What a change says of itself in the audit log. */
export interface DirectoryChange {
  action: string
  target: string
}

/** Forbidden unless the user may change users, groups and permissions. */
export const requireAdministration = ({ store, user }: DirectoryContext, change: DirectoryChange): Promise<void> =>
  requirePrivilege(store, user, 'Authorization.ModifyPermissions', change)

/**
 * One change with its audit entry. Resolves when this process's own caches have seen it, so that the next request is decided by the
 * new state.
 */
export const writeChange = async <T>(
  { store, user }: DirectoryContext,
  { action, target }: DirectoryChange,
  work: (transaction: InventoryTransaction) => Promise<{ result: T; before?: unknown; after?: unknown }>,
): Promise<T> => {
  const result = await store.inventory.write(async (transaction) => {
    const { result, before, after } = await work(transaction)
    await transaction.audit({ who: user.displayName, from: user.from, action, target, outcome: 'ok', before, after })
    return result
  })
  await store.feed.reached(INVENTORY_API, await store.objects.revision(INVENTORY_API))
  return result
}

/** Conflict when nobody who can sign in would be an administrator after the change: then no one could undo it. */
export const requireAnAdministrator = async ({ db }: InventoryTransaction): Promise<void> => {
  const everything = { role: { privileges: { has: '*' } } }
  const left = await db.user.count({
    where: {
      disabled: false,
      passwordHash: { not: null },
      OR: [{ permissions: { some: everything } }, { groups: { some: { group: { permissions: { some: everything } } } } }],
    },
  })
  if (left === 0) {
    throw new StatusError('Conflict', 'This would leave nobody with the role Administrator. Give it to another user first.')
  }
}

/** NotFound for a user, group, permission, session or token that isn't there. */
export const missing = (what: string, id: string): StatusError =>
  new StatusError('NotFound', `There is no ${what} with the id ${id}.`)

/** Invalid for one field. */
export const invalidField = (field: string, message: string): StatusError =>
  new StatusError('Invalid', `${field}: ${message}`, { causes: [{ reason: 'FieldValueInvalid', field, message }] })
