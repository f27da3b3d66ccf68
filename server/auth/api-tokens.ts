import type { Clock } from '#domain/clock.ts'
import type { AuthStore } from './auth-store.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'

/** Tells API tokens from other bearer tokens, and lets secret scanners find them. */
export const API_TOKEN_PREFIX = 'hmt_'

const TOUCH_AFTER_MS = 60 * 1000

/** A new API token's secret and what is stored of it. */
export const newApiToken = (): { token: string; hash: string } => {
  const token = newSecretToken(API_TOKEN_PREFIX)
  return { token, hash: hashSecretToken(token) }
}

/** The id of the user whose API token this is; undefined when it is unknown or has expired. */
export const findApiTokenUser = async ({ inventory }: AuthStore, clock: Clock, token: string): Promise<string | undefined> => {
  const row = await inventory.read.apiToken.findUnique({ where: { hash: hashSecretToken(token) } })
  const now = clock.now()
  if (!row || (row.expiresAt && row.expiresAt <= now)) return undefined
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= TOUCH_AFTER_MS) {
    await inventory.write(({ db }) => db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } }))
  }
  return row.userId
}
