import { ACCOUNT_NAME, type UserView } from '#domain/directory.ts'
import { StatusError } from '#domain/errors.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import { INVENTORY_API, type InventoryDatabase, type InventoryTransaction } from '#server/store/inventory-store.ts'
import { accountText } from '../account-name.ts'
import { hashPassword, verifyPassword } from '../passwords.ts'
import {
  type DirectoryContext,
  invalidField,
  missing,
  requireAdministration,
  requireAnAdministrator,
  writeChange,
} from './context.ts'

/** What a new user needs. Without a password the user can't sign in. */
export interface NewUser {
  name: string
  displayName?: string
  email?: string
  password?: string
  groupIds?: string[]
}

/** The people of the domain. Everything but changing one's own password needs Authorization.ModifyPermissions. */
export interface DirectoryUsers {
  users(query?: PageQuery): Promise<Page<UserView>>
  user(id: string): Promise<UserView>
  createUser(input: NewUser): Promise<UserView>
  updateUser(id: string, change: { displayName?: string; email?: string; disabled?: boolean }): Promise<UserView>
  /** Also ends every session and token of the user. */
  setPassword(id: string, password: string): Promise<void>
  /**
   * Ends every other session and the Kubernetes tokens of the user, who sees their API tokens and revokes them one by one. `keepSession` is the id of
   * the session that goes on.
   */
  changeOwnPassword(current: string, next: string, options?: { keepSession?: string }): Promise<void>
  deleteUser(id: string): Promise<void>
}

const shown = {
  groups: { select: { group: { select: { id: true, name: true } } } },
  permissions: { select: { id: true, role: { select: { id: true, name: true } } } },
} as const

/** Users of the directory, as one user sees and changes them. */
export const directoryUsers = (context: DirectoryContext): DirectoryUsers => {
  const { store, clock, domain, user: actor } = context
  const { read } = store.inventory

  const updateRow = (
    id: string,
    action: string,
    work: (transaction: InventoryTransaction, before: UserView) => Promise<unknown>,
  ) =>
    writeChange(context, { action, target: id }, async (transaction) => {
      const before = await viewOf(transaction.db, id)
      await work(transaction, before)
      const after = await viewOf(transaction.db, id)
      transaction.record({ kind: 'User', id, operation: 'MODIFIED', object: { ...after } })
      return { result: after, before, after }
    })

  return {
    async users(query = {}) {
      await requireAdministration(context, { action: 'user.list', target: domain })
      const { offset = 0, limit = 100, sort = 'name', descending = false, q = '' } = query
      if (!(SORTABLE as readonly string[]).includes(sort)) throw invalidField('sort', `must be one of ${SORTABLE.join(', ')}`)
      const contains = { contains: q, mode: 'insensitive' as const }
      const where = q ? { OR: [{ name: contains }, { displayName: contains }, { email: contains }] } : {}
      const order = { [sort]: descending ? ('desc' as const) : ('asc' as const) }
      const [rows, total, revision] = await Promise.all([
        read.user.findMany({
          where,
          include: shown,
          orderBy: [order, { id: 'asc' }],
          skip: Math.max(0, offset),
          take: Math.min(500, Math.max(1, limit)),
        }),
        read.user.count({ where }),
        store.objects.revision(INVENTORY_API),
      ])
      return { rows: rows.map(view), total, revision }
    },

    async user(id) {
      await requireAdministration(context, { action: 'user.get', target: id })
      return viewOf(read, id)
    },

    async createUser({ name, displayName = '', email = '', password, groupIds = [] }) {
      const target = accountText({ name, domain })
      await requireAdministration(context, { action: 'user.create', target })
      if (!ACCOUNT_NAME.test(name)) throw invalidField('name', NAME_RULE)
      const passwordHash = password === undefined ? null : await hashPassword(password)
      return writeChange(context, { action: 'user.create', target }, async (transaction) => {
        await requireFreeName(transaction.db, 'User', name, domain)
        const data = { name, domain, displayName, email, passwordHash, createdAt: clock.now() }
        const { id } = await transaction.db.user.create({
          data: { ...data, groups: { create: groupIds.map((groupId) => ({ groupId })) } },
        })
        const after = await viewOf(transaction.db, id)
        transaction.record({ kind: 'User', id, operation: 'ADDED', object: { ...after } })
        return { result: after, after }
      })
    },

    async updateUser(id, change) {
      await requireAdministration(context, { action: 'user.update', target: id })
      if (change.disabled && id === actor.uid) throw new StatusError('Conflict', 'You cannot disable your own account.')
      const { displayName, email, disabled } = change
      return updateRow(id, 'user.update', async (transaction) => {
        await transaction.db.user.update({ where: { id }, data: { displayName, email, disabled } })
        if (!disabled) return
        await endCredentials(transaction, id, clock.now())
        await requireAnAdministrator(transaction)
      })
    },

    async setPassword(id, password) {
      await requireAdministration(context, { action: 'user.setPassword', target: id })
      const passwordHash = await hashPassword(password)
      await updateRow(id, 'user.setPassword', async (transaction) => {
        await transaction.db.user.update({ where: { id }, data: { passwordHash } })
        await endCredentials(transaction, id, clock.now())
      })
    },

    async changeOwnPassword(current, next, { keepSession = '' } = {}) {
      const id = actor.uid ?? ''
      const row = await read.user.findUnique({ where: { id }, select: { passwordHash: true } })
      if (!(await verifyPassword(row?.passwordHash, current)))
        throw new StatusError('Forbidden', 'The current password is wrong.')
      const passwordHash = await hashPassword(next)
      await updateRow(id, 'user.changePassword', async ({ db }) => {
        await db.user.update({ where: { id }, data: { passwordHash, credentialsAt: clock.now() } })
        await db.session.deleteMany({ where: { userId: id, id: { not: keepSession } } })
      })
    },

    async deleteUser(id) {
      await requireAdministration(context, { action: 'user.delete', target: id })
      if (id === actor.uid) throw new StatusError('Conflict', 'You cannot delete your own account.')
      await writeChange(context, { action: 'user.delete', target: id }, async (transaction) => {
        const before = await viewOf(transaction.db, id)
        await transaction.db.user.delete({ where: { id } })
        await requireAnAdministrator(transaction)
        transaction.record({ kind: 'User', id, operation: 'DELETED', object: { ...before } })
        return { result: undefined, before }
      })
    },
  }
}

const SORTABLE = ['name', 'displayName', 'email', 'createdAt', 'disabled'] as const
const NAME_RULE = 'must be 1 to 64 letters, digits, dots, dashes or underscores and begin with a letter or digit'

/** AlreadyExists when the name is taken in that domain, in whatever case. */
export const requireFreeName = async (
  db: InventoryDatabase,
  kind: 'User' | 'Group',
  name: string,
  domain: string,
): Promise<void> => {
  const taken =
    kind === 'User'
      ? await db.$queryRaw<unknown[]>`SELECT id FROM "User" WHERE lower(name) = lower(${name}) AND domain = ${domain}`
      : await db.$queryRaw<unknown[]>`SELECT id FROM "Group" WHERE lower(name) = lower(${name}) AND domain = ${domain}`
  if (taken.length)
    throw new StatusError('AlreadyExists', `There is already a ${kind.toLowerCase()} ${accountText({ name, domain })}.`)
}

/** From now on the user must prove who they are anew: whoever got hold of a session or a token has nothing any more. */
const endCredentials = async ({ db, record }: InventoryTransaction, id: string, now: Date): Promise<void> => {
  await db.user.update({ where: { id }, data: { credentialsAt: now } })
  await db.session.deleteMany({ where: { userId: id } })
  const tokens = await db.apiToken.findMany({ where: { userId: id }, select: { id: true, name: true } })
  await db.apiToken.deleteMany({ where: { userId: id } })
  for (const token of tokens) record({ kind: 'ApiToken', id: token.id, operation: 'DELETED', object: token })
}

const find = (db: InventoryDatabase, id: string) => db.user.findUnique({ where: { id }, include: shown })

const viewOf = async (db: InventoryDatabase, id: string): Promise<UserView> => {
  const row = await find(db, id)
  if (!row) throw missing('user', id)
  return view(row)
}

const view = (row: NonNullable<Awaited<ReturnType<typeof find>>>): UserView => ({
  id: row.id,
  name: row.name,
  domain: row.domain,
  displayName: row.displayName,
  email: row.email,
  disabled: row.disabled,
  groups: row.groups.map(({ group }) => group),
  roles: row.permissions.map(({ id, role }) => ({ permissionId: id, roleId: role.id, name: role.name })),
  createdAt: row.createdAt.toISOString(),
})
