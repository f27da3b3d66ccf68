import type { Clock } from '#domain/clock.ts'
import { StatusError } from '#domain/errors.ts'
import type { AuthStore } from './auth-store.ts'

interface Limit {
  /** Attempts that may fail before the first wait. */
  free: number
  /** The first wait; it doubles with every further failure. */
  firstWaitSeconds: number
}

const ACCOUNT: Limit = { free: 5, firstWaitSeconds: 30 }
// An address may stand for many people behind one router.
const ADDRESS: Limit = { free: 30, firstWaitSeconds: 30 }
const LONGEST_WAIT_SECONDS = 15 * 60
/** Failures older than this are forgotten. */
const MEMORY_SECONDS = 60 * 60

/** Slows down guessing, by account and by address, across all processes. */
export interface Throttle {
  /**
   * Runs one attempt to sign in. The attempt is counted as failed before it begins and taken back when it answers, so that attempts
   * made at the same time can't get past the limit. TooManyRequests says how long to wait; the attempt is then not made.
   */
  attempt<T>(account: string, address: string, run: () => Promise<T>): Promise<T>
}

/** The throttle over the failures kept in the database. */
export const createThrottle = ({ inventory }: AuthStore, clock: Clock): Throttle => {
  // One attempt per account at a time, so that many good sign-ins at once don't look like failures.
  const busy = new Map<string, Promise<unknown>>()

  const count = async (key: string, limit: Limit, what: string) => {
    const now = clock.now()
    const wait = await inventory.write(async ({ db }) => {
      const rows = await db.$queryRaw<{ count: number }[]>`
        INSERT INTO "SignInFailure" (key, count, "updatedAt") VALUES (${key}, 1, ${now})
        ON CONFLICT (key) DO UPDATE SET
          count = CASE WHEN "SignInFailure"."updatedAt" < ${before(now, MEMORY_SECONDS)} THEN 1 ELSE "SignInFailure".count + 1 END,
          "updatedAt" = ${now}
        WHERE "SignInFailure"."blockedTill" IS NULL OR "SignInFailure"."blockedTill" <= ${now}
        RETURNING count`
      const counted = rows[0]
      if (counted) {
        const blockedTill = blockedAfter(counted.count, limit, now)
        await db.signInFailure.update({ where: { key }, data: { blockedTill, updatedAt: now } })
        return 0
      }
      const { blockedTill } = await db.signInFailure.findUniqueOrThrow({ where: { key } })
      return Math.max(1, Math.ceil(((blockedTill?.getTime() ?? 0) - now.getTime()) / 1000))
    })
    if (wait > 0) throw tooMany(what, wait)
  }

  const takeBack = (account: string, address: string) =>
    inventory.write(async ({ db }) => {
      await db.signInFailure.deleteMany({ where: { key: account } })
      await db.$executeRaw`
        UPDATE "SignInFailure" SET count = greatest(count - 1, 0), "blockedTill" = NULL WHERE key = ${address}`
      await db.signInFailure.deleteMany({ where: { updatedAt: { lt: before(clock.now(), MEMORY_SECONDS) } } })
    })

  return {
    async attempt(account, address, run) {
      const keys = { account: `account:${account.toLowerCase()}`, address: `address:${address}` }
      return inTurn(busy, keys.account, async () => {
        await count(keys.address, ADDRESS, `from ${address}`)
        await count(keys.account, ACCOUNT, `for ${account}`)
        const result = await run()
        await takeBack(keys.account, keys.address)
        return result
      })
    },
  }
}

const before = (now: Date, seconds: number): Date => new Date(now.getTime() - seconds * 1000)

const blockedAfter = (count: number, { free, firstWaitSeconds }: Limit, now: Date): Date | null => {
  if (count < free) return null
  const seconds = Math.min(LONGEST_WAIT_SECONDS, firstWaitSeconds * 2 ** Math.min(20, count - free))
  return new Date(now.getTime() + seconds * 1000)
}

const tooMany = (what: string, seconds: number): StatusError =>
  new StatusError('TooManyRequests', `Too many failed sign-ins ${what}. Try again in ${inWords(seconds)}.`, {
    retryAfterSeconds: seconds,
  })

const inWords = (seconds: number): string => {
  if (seconds <= 90) return `${seconds} second${seconds === 1 ? '' : 's'}`
  const minutes = Math.ceil(seconds / 60)
  return `${minutes} minutes`
}

const inTurn = async <T>(busy: Map<string, Promise<unknown>>, key: string, run: () => Promise<T>): Promise<T> => {
  const mine = (busy.get(key) ?? Promise.resolve()).then(run, run)
  const settled = mine.catch(() => undefined)
  busy.set(key, settled)
  void settled.then(() => {
    if (busy.get(key) === settled) busy.delete(key)
  })
  return mine
}
