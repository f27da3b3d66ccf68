import { StatusError } from '#domain/errors.ts'
import { holds, type User } from '#domain/user.ts'
import { PRIVILEGES, type Privilege } from '#domain/vsphere/privileges.ts'
import type { AuthStore } from './auth-store.ts'

/**
 * Forbidden unless the user holds the privilege. The message names the privilege, what it is for and which roles hold it; the refusal
 * goes into the audit log as `action` on `target`.
 */
export const requirePrivilege = async (
  { inventory }: Pick<AuthStore, 'inventory'>,
  user: User,
  privilege: Privilege,
  { action, target }: { action: string; target: string },
): Promise<void> => {
  if (holds(user, privilege)) return
  const roles = await inventory.read.role.findMany({
    where: { privileges: { hasSome: [privilege, '*'] } },
    orderBy: { name: 'asc' },
  })
  const holders = roles.length ? roles.map(({ name }) => name).join(', ') : 'no role yet'
  const message = `Needs ${privilege} (${PRIVILEGES[privilege]}), held by: ${holders}`
  await inventory.write(({ audit }) =>
    audit({ who: user.displayName, from: user.from, action, target, outcome: 'refused', message }),
  )
  throw new StatusError('Forbidden', message)
}
