import type { ApiTokenView } from '#domain/directory.ts'
import { StatusError } from '#domain/errors.ts'
import { newApiToken } from '../api-tokens.ts'
import { type DirectoryContext, invalidField, missing, writeChange } from './context.ts'

/** API tokens for automation. Everybody has only their own. */
export interface DirectoryOwnTokens {
  ownTokens(): Promise<ApiTokenView[]>
  /** The token is shown this once. Without `days` it does not expire. */
  createToken(input: { name: string; days?: number }): Promise<ApiTokenView & { token: string }>
  revokeToken(id: string): Promise<void>
}

const DAY = 24 * 60 * 60 * 1000
const LONGEST_DAYS = 3650

/** The API tokens of the user. */
export const directoryOwnTokens = (context: DirectoryContext): DirectoryOwnTokens => {
  const { store, user, clock } = context
  const { read } = store.inventory
  return {
    async ownTokens() {
      return (await read.apiToken.findMany({ where: { userId: user.uid ?? '' }, orderBy: { createdAt: 'desc' } })).map(view)
    },

    async createToken({ name, days }) {
      const userId = user.uid
      if (userId === undefined) throw new StatusError('Forbidden', 'Only a person with an account can have API tokens.')
      if (name.trim() === '' || name.length > 100) throw invalidField('name', 'must have 1 to 100 characters')
      if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS)) {
        throw invalidField('days', `must be a whole number from 1 to ${LONGEST_DAYS}`)
      }
      const { token, hash } = newApiToken()
      const now = clock.now()
      const expiresAt = days === undefined ? null : new Date(now.getTime() + days * DAY)
      return writeChange(context, { action: 'apiToken.create', target: name }, async ({ db, record }) => {
        const made = view(await db.apiToken.create({ data: { name, hash, userId, createdAt: now, expiresAt } }))
        record({ kind: 'ApiToken', id: made.id, operation: 'ADDED', object: { ...made } })
        return { result: { ...made, token }, after: made }
      })
    },

    async revokeToken(id) {
      const row = await read.apiToken.findFirst({ where: { id, userId: user.uid ?? '' } })
      if (!row) throw missing('API token', id)
      await writeChange(context, { action: 'apiToken.revoke', target: row.name }, async ({ db, record }) => {
        await db.apiToken.deleteMany({ where: { id } })
        record({ kind: 'ApiToken', id, operation: 'DELETED', object: { ...view(row) } })
        return { result: undefined, before: view(row) }
      })
    },
  }
}

const view = (row: {
  id: string
  name: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}): ApiTokenView => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  ...(row.expiresAt ? { expiresAt: row.expiresAt.toISOString() } : {}),
  ...(row.lastUsedAt ? { lastUsedAt: row.lastUsedAt.toISOString() } : {}),
})
