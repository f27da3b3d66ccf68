import { StatusError } from '#domain/errors.ts'
import { holds, type User } from '#domain/user.ts'
import { PRIVILEGES, type Privilege } from '#domain/vsphere/privileges.ts'
import type { AuthStore } from './auth-store.ts'

/**
 * Forbidden unless the user holds the privilege. The message names the privilege, what it is for and which roles hold it. `writing` says
 * what was tried, and leaves a line in the audit log when it is refused.
 */
export const requirePrivilege = async (
  { inventory }: Pick<AuthStore, 'inventory'>,
  user: User,
  privilege: Privilege,
  writing?: { action: string; target: string },
): Promise<void> => {
  if (holds(user, privilege)) return
  const roles = await inventory.read.role.findMany({
    where: { privileges: { hasSome: [privilege, '*'] } },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  const holders = roles.map(({ name }) => name).join(', ') || 'nobody'
  const message = `Needs ${privilege} (${PRIVILEGES[privilege]}), held by: ${holders}. Ask one of them, or an administrator to give you the role.`
  if (writing) {
    await inventory.write(({ audit }) =>
      audit({ who: user.displayName, from: user.from, ...writing, outcome: 'refused', message }),
    )
  }
  throw new StatusError('Forbidden', message)
}
