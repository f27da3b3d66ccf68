import { createChangeRing } from './change-ring.ts'
import type { Change, Feed } from './object-store.ts'
import type { LoggedChange } from './read-log.ts'

type FollowOptions = Parameters<Feed['follow']>[0]

/** Where an api's feed gets its changes: pages of the log, in order, after a position. */
export interface LogSource {
  read(after: number, held: { recentAfter: number; recent(position: number): string | undefined }): Promise<LoggedChange[]>
}

/** One api's followers and the newest of its changes, shared by all of them; see `createApiFeed`. */
export interface ApiFeed {
  readonly head: number
  readonly followers: number
  follow(options: FollowOptions, position: number): { close(): void }
  /** Reads what is new, when `head` (the newest revision the database knows) says there is some. */
  advance(head: number): Promise<void>
  reached(position: number): Promise<void>
  stop(): void
}

export interface FeedLimits {
  /** How many of the newest changes are kept in memory; a follower that is busy while more than these arrive is cut. */
  maxChanges: number
  maxCharacters: number
}

interface Follower {
  options: FollowOptions
  position: number
  /** True from the first time it has seen everything: from then on it must keep up. */
  live: boolean
  pumping: boolean
  closed: boolean
}

const DELIVERY = 500

/**
 * Reads the log of one api once for everybody who follows it. A follower starts in the log and, when it has caught up, is served from
 * memory. It gets its next changes only when it is done with the last ones (onChanges may return a promise); if meanwhile more has
 * happened than memory keeps, it is closed with `behind` and may come back with its revision.
 */
export function createApiFeed(source: LogSource, head: number, limits: FeedLimits): ApiFeed {
  const ring = createChangeRing(head, limits.maxChanges, limits.maxCharacters)
  const followers = new Set<Follower>()
  let waiters: { position: number; resolve(): void }[] = []
  let reading: Promise<void> | undefined
  let newest = head

  const settle = () => {
    const reached = Math.min(ring.head, ...[...followers].map(({ position }) => position))
    for (const { resolve } of waiters.filter(({ position }) => position <= reached)) resolve()
    waiters = waiters.filter(({ position }) => position > reached)
  }
  const close = (follower: Follower, why?: 'behind' | 'stopped') => {
    if (follower.closed) return
    follower.closed = true
    followers.delete(follower)
    settle()
    if (why) follower.options.onClose(why)
  }
  const cutAll = (at: number) => {
    ring.reset(at)
    for (const follower of [...followers]) close(follower, 'behind')
  }

  /** The next changes for a follower; undefined when it can't have them any more. */
  const next = async (follower: Follower): Promise<LoggedChange[] | undefined> => {
    if (follower.position >= ring.floor) return ring.after(follower.position, DELIVERY)
    if (follower.live) return undefined
    const page = await source.read(follower.position, { recentAfter: Number.MAX_SAFE_INTEGER, recent: () => undefined })
    return page[0]?.position === follower.position + 1 ? page : undefined
  }
  const deliver = async (follower: Follower, changes: LoggedChange[]) => {
    const { kinds, onChanges } = follower.options
    const wanted: Change[] = kinds ? changes.filter(({ kind }) => kinds.includes(kind)) : changes
    if (wanted.length > 0) await onChanges(wanted)
    follower.position = changes.at(-1)?.position ?? follower.position
    settle()
  }
  const pump = async (follower: Follower) => {
    if (follower.pumping) return
    follower.pumping = true
    try {
      while (!follower.closed && follower.position < ring.head) {
        const changes = await next(follower)
        if (follower.closed) return
        if (!changes) return close(follower, 'behind')
        await deliver(follower, changes)
      }
      follower.live = true
    } catch (error) {
      // Its revision is known to it, so it can resume; an error in its own code must not stop the others.
      console.error('A follower of the log failed and was closed:', error)
      close(follower, 'behind')
    } finally {
      follower.pumping = false
    }
  }
  const readNew = async () => {
    while (ring.head < newest) {
      const changes = await source.read(ring.head, { recentAfter: ring.floor, recent: (at) => ring.at(at)?.text })
      // Nothing, or a gap: the log was dropped or trimmed under us.
      if (changes[0]?.position !== ring.head + 1) return cutAll(newest)
      ring.append(changes)
      for (const follower of followers) void pump(follower)
      settle()
    }
  }
  return {
    get head() {
      return ring.head
    },
    get followers() {
      return followers.size
    },
    follow(options, position) {
      const follower: Follower = { options, position, live: position >= ring.head, pumping: false, closed: false }
      followers.add(follower)
      setImmediate(() => void pump(follower)) // not before the caller has its subscription
      return { close: () => close(follower) }
    },
    advance(to) {
      newest = Math.max(newest, to)
      reading ??= readNew().finally(() => {
        reading = undefined
      })
      return reading
    },
    reached: (position) =>
      new Promise((resolve) => {
        waiters.push({ position, resolve })
        settle()
      }),
    stop() {
      for (const follower of [...followers]) close(follower, 'stopped')
      for (const { resolve } of waiters) resolve()
      waiters = []
    },
  }
}
