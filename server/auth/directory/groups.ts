import { ACCOUNT_NAME, type GroupView } from '#domain/directory.ts'
import type { InventoryDatabase, InventoryTransaction } from '#server/store/inventory-store.ts'
import { accountText } from '../account-name.ts'
import {
  type DirectoryContext,
  invalidField,
  missing,
  requireAdministration,
  requireAnAdministrator,
  writeChange,
} from './context.ts'
import { requireFreeName } from './users.ts'

/** The groups of the domain and who is in them. Everything needs Authorization.ModifyPermissions. */
export interface DirectoryGroups {
  groups(): Promise<GroupView[]>
  group(id: string): Promise<GroupView>
  createGroup(input: { name: string; description?: string }): Promise<GroupView>
  updateGroup(id: string, change: { description: string }): Promise<GroupView>
  deleteGroup(id: string): Promise<void>
  /** Nothing changes when the user is in the group already. */
  addMember(groupId: string, userId: string): Promise<GroupView>
  removeMember(groupId: string, userId: string): Promise<GroupView>
}

const shown = {
  members: { select: { user: { select: { id: true, name: true, displayName: true } } } },
  permissions: { select: { id: true, role: { select: { id: true, name: true } } } },
} as const

/** Groups of the directory, as one user sees and changes them. */
export const directoryGroups = (context: DirectoryContext): DirectoryGroups => {
  const { store, domain } = context
  const { read } = store.inventory

  const updateRow = async (id: string, action: string, work: (transaction: InventoryTransaction) => Promise<unknown>) => {
    await requireAdministration(context, { action, target: id })
    return writeChange(context, { action, target: id }, async (transaction) => {
      const before = await viewOf(transaction.db, id)
      await work(transaction)
      const after = await viewOf(transaction.db, id)
      transaction.record({ kind: 'Group', id, operation: 'MODIFIED', object: { ...after } })
      return { result: after, before, after }
    })
  }

  return {
    async groups() {
      await requireAdministration(context, { action: 'group.list', target: domain })
      return (await read.group.findMany({ include: shown, orderBy: { name: 'asc' } })).map(view)
    },

    async group(id) {
      await requireAdministration(context, { action: 'group.get', target: id })
      return viewOf(read, id)
    },

    async createGroup({ name, description = '' }) {
      const target = accountText({ name, domain })
      await requireAdministration(context, { action: 'group.create', target })
      if (!ACCOUNT_NAME.test(name)) {
        throw invalidField(
          'name',
          'must be 1 to 64 letters, digits, dots, dashes or underscores and begin with a letter or digit',
        )
      }
      return writeChange(context, { action: 'group.create', target }, async (transaction) => {
        await requireFreeName(transaction.db, 'Group', name, domain)
        const { id } = await transaction.db.group.create({ data: { name, domain, description } })
        const after = await viewOf(transaction.db, id)
        transaction.record({ kind: 'Group', id, operation: 'ADDED', object: { ...after } })
        return { result: after, after }
      })
    },

    updateGroup: (id, { description }) =>
      updateRow(id, 'group.update', ({ db }) => db.group.update({ where: { id }, data: { description } })),

    async deleteGroup(id) {
      await requireAdministration(context, { action: 'group.delete', target: id })
      await writeChange(context, { action: 'group.delete', target: id }, async (transaction) => {
        const before = await viewOf(transaction.db, id)
        await transaction.db.group.delete({ where: { id } })
        await requireAnAdministrator(transaction)
        transaction.record({ kind: 'Group', id, operation: 'DELETED', object: { ...before } })
        return { result: undefined, before }
      })
    },

    addMember: (groupId, userId) =>
      updateRow(groupId, 'group.addMember', async ({ db }) => {
        if (!(await db.user.findUnique({ where: { id: userId }, select: { id: true } }))) throw missing('user', userId)
        await db.groupMember.upsert({ where: { groupId_userId: { groupId, userId } }, create: { groupId, userId }, update: {} })
      }),

    removeMember: (groupId, userId) =>
      updateRow(groupId, 'group.removeMember', async (transaction) => {
        await transaction.db.groupMember.deleteMany({ where: { groupId, userId } })
        await requireAnAdministrator(transaction)
      }),
  }
}

const find = (db: InventoryDatabase, id: string) => db.group.findUnique({ where: { id }, include: shown })

const viewOf = async (db: InventoryDatabase, id: string): Promise<GroupView> => {
  const row = await find(db, id)
  if (!row) throw missing('group', id)
  return view(row)
}

const view = (row: NonNullable<Awaited<ReturnType<typeof find>>>): GroupView => ({
  id: row.id,
  name: row.name,
  domain: row.domain,
  description: row.description,
  members: row.members.map(({ user }) => user).sort((a, b) => a.name.localeCompare(b.name)),
  roles: row.permissions.map(({ id, role }) => ({ permissionId: id, roleId: role.id, name: role.name })),
})
