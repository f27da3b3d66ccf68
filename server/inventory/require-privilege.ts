import type { Privilege } from '#domain/vsphere/privileges.ts'
import { requirePrivilege as require } from '#server/auth/require-privilege.ts'
import type { InventoryContext } from './context.ts'

/** Forbidden unless the caller of this door holds the privilege; see `server/auth/require-privilege.ts`. */
export const requirePrivilege = (
  { user, store }: Pick<InventoryContext, 'user' | 'store'>,
  privilege: Privilege,
  writing?: { action: string; target: string },
): Promise<void> => require(store, user, privilege, writing)
