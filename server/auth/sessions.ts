import type { Clock } from '#domain/clock.ts'
import type { AuthStore } from './auth-store.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'

const MINUTE = 60 * 1000
const IDLE_MS = 120 * MINUTE
const ABSOLUTE_MS = 12 * 60 * MINUTE
const ROTATE_AFTER_MS = 15 * MINUTE
/** How long the token before a rotation stays good, for requests that were under way. */
const OVERLAP_MS = MINUTE
// Writing the last use more often than this would make every page view a write.
const TOUCH_AFTER_MS = MINUTE

/** A session that is good now. */
export interface FoundSession {
  id: string
  userId: string
  /** The token to go on with: a new one when it was rotated. */
  token: string
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
}

/** Web and REST sessions: 2 h idle, 12 h at most, a new token every 15 min; only hashes are stored. */
export interface Sessions {
  create(userId: string, address: string, userAgent: string): Promise<{ token: string; expiresAt: Date }>
  /** `rotate: false` keeps the token, for callers that can't hand a new one to the client. */
  find(token: string, options?: { rotate?: boolean }): Promise<FoundSession | undefined>
  /** Ends the session of this token; nothing happens when there is none. */
  end(token: string): Promise<void>
}

/** Sessions in the database. https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html */
export const createSessions = ({ inventory }: AuthStore, clock: Clock): Sessions => ({
  async create(userId, address, userAgent) {
    const token = newSecretToken()
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + ABSOLUTE_MS)
    await inventory.write(async ({ db }) => {
      await db.session.deleteMany({
        where: { userId, OR: [{ expiresAt: { lte: now } }, { lastUsedAt: { lte: new Date(now.getTime() - IDLE_MS) } }] },
      })
      await db.session.create({
        data: {
          tokenHash: hashSecretToken(token),
          userId,
          createdAt: now,
          lastUsedAt: now,
          rotatedAt: now,
          expiresAt,
          address,
          userAgent: userAgent.slice(0, 300),
        },
      })
    })
    return { token, expiresAt }
  },

  async find(token, { rotate = true } = {}) {
    const hash = hashSecretToken(token)
    const row = await inventory.read.session.findFirst({ where: { OR: [{ tokenHash: hash }, { previousHash: hash }] } })
    if (!row) return undefined
    const now = clock.now().getTime()
    const since = (date: Date) => now - date.getTime()
    const { id, userId, createdAt, expiresAt } = row
    if (since(expiresAt) >= 0 || since(row.lastUsedAt) >= IDLE_MS) {
      await inventory.write(({ db }) => db.session.deleteMany({ where: { id } }))
      return undefined
    }
    const current = row.tokenHash === hash
    if (!current && since(row.rotatedAt) >= OVERLAP_MS) return undefined
    const found = { id, userId, createdAt, expiresAt, lastUsedAt: row.lastUsedAt }
    const lastUsedAt = new Date(now)
    if (current && rotate && since(row.rotatedAt) >= ROTATE_AFTER_MS) {
      const next = newSecretToken()
      const data = { tokenHash: hashSecretToken(next), previousHash: hash, rotatedAt: lastUsedAt, lastUsedAt }
      // Only one of several requests at once rotates; the others go on with a token that is still good for a minute.
      const { count } = await inventory.write(({ db }) => db.session.updateMany({ where: { id, tokenHash: hash }, data }))
      return { ...found, token: count === 1 ? next : token }
    }
    if (since(row.lastUsedAt) >= TOUCH_AFTER_MS) {
      await inventory.write(({ db }) => db.session.updateMany({ where: { id }, data: { lastUsedAt } }))
    }
    return { ...found, token }
  },

  async end(token) {
    const hash = hashSecretToken(token)
    await inventory.write(({ db }) => db.session.deleteMany({ where: { OR: [{ tokenHash: hash }, { previousHash: hash }] } }))
  },
})
