import { StatusError } from '#domain/errors.ts'
import { holds } from '#domain/user.ts'
import { PRIVILEGES, type Privilege } from '#domain/vsphere/privileges.ts'
import type { InventoryContext } from './context.ts'

const refusal = (privilege: Privilege, roles: string[]): StatusError =>
  new StatusError(
    'Forbidden',
    `Needs ${privilege} (${PRIVILEGES[privilege]}), held by: ${roles.join(', ') || 'nobody'}. Ask one of them, or an administrator to give you the role.`,
  )

/**
 * Forbidden unless the user holds the privilege. The message names the privilege in words and the roles that hold it. `writing` says
 * what was tried, and leaves a line in the audit log when it is refused.
 */
export const requirePrivilege = async (
  { user, store }: Pick<InventoryContext, 'user' | 'store'>,
  privilege: Privilege,
  writing?: { action: string; target: string },
): Promise<void> => {
  if (holds(user, privilege)) return
  const roles = await store.inventory.read.role.findMany({
    where: { privileges: { hasSome: [privilege, '*'] } },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  const error = refusal(
    privilege,
    roles.map(({ name }) => name),
  )
  if (writing) {
    await store.inventory.write(({ audit }) =>
      audit({ who: user.displayName, from: user.from, ...writing, outcome: 'refused', message: error.message }),
    )
  }
  throw error
}
