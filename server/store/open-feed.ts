import type { Pool } from 'pg'
import { StatusError } from '#domain/errors.ts'
import { type ApiFeed, createApiFeed, type FeedLimits } from './api-feed.ts'
import { coalesce } from './coalesce.ts'
import type { Feed } from './object-store.ts'
import type { ObjectText } from './object-text.ts'
import { readHeads, readLog } from './read-log.ts'
import { listenForWakeUps } from './wake-ups.ts'

const POLL_MS = 1000
const LIMITS: FeedLimits = { maxChanges: 10_000, maxCharacters: 64_000_000 }

/**
 * The Feed on PostgreSQL: one LISTEN connection and a slow poll wake it, one reader per followed api reads what is new. Until `stop` it
 * outlives breaks of the connection by itself.
 */
export async function openFeed(options: { url: string; pool: Pool; text: ObjectText; limits?: FeedLimits }): Promise<Feed> {
  const { url, pool, text, limits = LIMITS } = options
  const feeds = new Map<string, ApiFeed>()
  let stopped = false

  // A database that is away is not our news to tell: the next poll tries again, and whoever writes or reads gets the error.
  const look = coalesce(async () => {
    for (const [api, feed] of feeds) {
      if (feed.followers > 0) continue
      feed.stop()
      feeds.delete(api)
    }
    if (feeds.size === 0 || stopped) return
    const heads = await readHeads(pool, [...feeds.keys()])
    await Promise.all([...feeds].map(([api, feed]) => feed.advance(heads.get(api)?.head ?? 0)))
  })
  const wakeUps = await listenForWakeUps(url, look.ask)
  const poll = setInterval(look.ask, POLL_MS)
  poll.unref()

  const feedOf = (api: string, head: number): ApiFeed => {
    const feed =
      feeds.get(api) ?? createApiFeed({ read: (after, held) => readLog({ pool, text }, api, after, held) }, head, limits)
    feeds.set(api, feed)
    return feed
  }
  return {
    async follow(followOptions) {
      const { api, after } = followOptions
      if (stopped) throw new StatusError('ServiceUnavailable', 'The server is stopping.')
      const { head, trimmedTo } = (await readHeads(pool, [api])).get(api) ?? { head: 0, trimmedTo: 0 }
      checkStart(after, head, trimmedTo)
      const subscription = feedOf(api, head).follow(followOptions, Number(after))
      look.ask()
      return subscription
    },
    async reached(api, revision) {
      const feed = feeds.get(api)
      if (!feed) return
      look.ask()
      await feed.reached(Number(revision))
    },
    async stop() {
      stopped = true
      clearInterval(poll)
      await wakeUps.stop()
      for (const feed of feeds.values()) feed.stop()
      feeds.clear()
      await look.idle()
    },
  }
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses: a revision that can't be watched from means list again. */
function checkStart(after: string, head: number, trimmedTo: number): void {
  if (!/^\d+$/.test(after)) throw new StatusError('BadRequest', `invalid resource version "${after}": it must be a whole number`)
  if (Number(after) < trimmedTo)
    throw new StatusError('Expired', `too old resource version: ${after} (${trimmedTo}); list again and watch from there`)
  if (Number(after) > head)
    throw new StatusError('Expired', `Too large resource version: ${after}, current: ${head}; list again and watch from there`)
}
