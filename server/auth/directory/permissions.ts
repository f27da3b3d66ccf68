import type { PermissionView, RoleView } from '#domain/directory.ts'
import { StatusError } from '#domain/errors.ts'
import type { InventoryTransactionClient } from '#server/store/inventory-store.ts'
import { accountText } from '../account-name.ts'
import {
  type DirectoryContext,
  invalidField,
  missing,
  requireAdministration,
  requireAnAdministrator,
  writeChange,
} from './context.ts'

/** Roles and who holds them on the whole inventory. Everything needs Authorization.ModifyPermissions. */
export interface DirectoryPermissions {
  roles(): Promise<RoleView[]>
  permissions(): Promise<PermissionView[]>
  /** Gives a role to a user or to a group; exactly one of them. AlreadyExists when they hold it. */
  grant(input: { roleId: string; userId?: string; groupId?: string }): Promise<PermissionView>
  revoke(permissionId: string): Promise<void>
}

const shown = {
  role: { select: { name: true } },
  user: { select: { name: true, domain: true } },
  group: { select: { name: true, domain: true } },
} as const

/** Permissions of the directory, as one user sees and changes them. */
export const directoryPermissions = (context: DirectoryContext): DirectoryPermissions => {
  const { read } = context.store.inventory
  return {
    async roles() {
      await requireAdministration(context, { action: 'role.list', target: context.domain })
      return read.role.findMany({ orderBy: { name: 'asc' } })
    },

    async permissions() {
      await requireAdministration(context, { action: 'permission.list', target: context.domain })
      return (await read.permission.findMany({ include: shown, orderBy: { roleId: 'asc' } })).map(view)
    },

    async grant({ roleId, userId, groupId }) {
      const target = userId ?? groupId ?? ''
      await requireAdministration(context, { action: 'permission.grant', target })
      if ((userId === undefined) === (groupId === undefined)) throw invalidField('userId', 'give either a user or a group')
      return writeChange(context, { action: 'permission.grant', target }, async (transaction) => {
        const { db } = transaction
        await requireThere(db, { roleId, userId, groupId })
        if (await db.permission.findFirst({ where: { roleId, userId: userId ?? null, groupId: groupId ?? null } })) {
          throw new StatusError('AlreadyExists', 'They hold this role already.')
        }
        const { id } = await db.permission.create({ data: { roleId, userId, groupId } })
        const after = await viewOf(db, id)
        transaction.record({ kind: 'Permission', id, operation: 'ADDED', object: { ...after } })
        return { result: after, after }
      })
    },

    async revoke(id) {
      await requireAdministration(context, { action: 'permission.revoke', target: id })
      await writeChange(context, { action: 'permission.revoke', target: id }, async (transaction) => {
        const before = await viewOf(transaction.db, id)
        await transaction.db.permission.delete({ where: { id } })
        await requireAnAdministrator(transaction)
        transaction.record({ kind: 'Permission', id, operation: 'DELETED', object: { ...before } })
        return { result: undefined, before }
      })
    },
  }
}

const requireThere = async (
  db: InventoryTransactionClient,
  { roleId, userId, groupId }: { roleId: string; userId?: string; groupId?: string },
) => {
  if (!(await db.role.findUnique({ where: { id: roleId } }))) throw missing('role', roleId)
  if (userId !== undefined && !(await db.user.findUnique({ where: { id: userId } }))) throw missing('user', userId)
  if (groupId !== undefined && !(await db.group.findUnique({ where: { id: groupId } }))) throw missing('group', groupId)
}

const find = (db: InventoryTransactionClient, id: string) => db.permission.findUnique({ where: { id }, include: shown })

const viewOf = async (db: InventoryTransactionClient, id: string): Promise<PermissionView> => {
  const row = await find(db, id)
  if (!row) throw missing('permission', id)
  return view(row)
}

const view = ({
  id,
  roleId,
  role,
  user,
  group,
  userId,
  groupId,
}: NonNullable<Awaited<ReturnType<typeof find>>>): PermissionView => {
  const subject = user ?? group
  return {
    id,
    roleId,
    roleName: role.name,
    subjectType: user ? 'USER' : 'GROUP',
    subjectId: userId ?? groupId ?? '',
    subject: subject ? accountText(subject) : '',
  }
}
