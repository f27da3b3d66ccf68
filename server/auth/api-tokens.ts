import type { Clock } from '#domain/clock.ts'
import type { AuthStore } from './auth-store.ts'
import { createLogCache } from './log-cache.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'

/** Tells API tokens from other bearer tokens, and lets secret scanners find them. */
export const API_TOKEN_PREFIX = 'hmt_'

const TOUCH_AFTER_MS = 60 * 1000

/** A new API token's secret and what is stored of it. */
export const newApiToken = (): { token: string; hash: string } => {
  const token = newSecretToken(API_TOKEN_PREFIX)
  return { token, hash: hashSecretToken(token) }
}

/** Finds whose API token it is. */
export interface ApiTokens {
  /** The id of the user; undefined when the token is unknown or has expired. */
  userOf(token: string): Promise<string | undefined>
  stop(): void
}

interface Known {
  id: string
  userId: string
  expiresAt: Date | null
  lastUsedAt: Date | null
}

/** API tokens out of the inventory, through one cache that the change log keeps true; writes down the last use once a minute. */
export const createApiTokens = (store: AuthStore, clock: Clock): ApiTokens => {
  const { read, write } = store.inventory
  const cache = createLogCache<Known>(store, ['ApiToken', 'User'])
  return {
    async userOf(token) {
      const hash = hashSecretToken(token)
      const known = await cache.get(hash, async () => (await read.apiToken.findUnique({ where: { hash } })) ?? undefined)
      const now = clock.now()
      if (!known || (known.expiresAt && known.expiresAt <= now)) return undefined
      if (!known.lastUsedAt || now.getTime() - known.lastUsedAt.getTime() >= TOUCH_AFTER_MS) {
        known.lastUsedAt = now
        await write(({ db }) => db.apiToken.updateMany({ where: { id: known.id }, data: { lastUsedAt: now } }))
      }
      return known.userId
    },
    stop: () => cache.stop(),
  }
}
