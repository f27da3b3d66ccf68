import { createChangeRing } from './change-ring.ts'
import { createFollower, type Follower, type FollowOptions } from './follower.ts'
import type { LoggedChange } from './read-log.ts'

/** Where an api's feed gets its changes: pages of the log, in order, after a position. */
export interface LogSource {
  read(after: number, held: { recentAfter: number; recent(position: number): string | undefined }): Promise<LoggedChange[]>
}

/** One api's followers and the newest of its changes, shared by all of them; see `createApiFeed`. */
export interface ApiFeed {
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

const NOTHING_HELD = { recentAfter: Number.MAX_SAFE_INTEGER, recent: () => undefined }

/** Reads the log of one api, from `head` on, once for everybody who follows it. */
export function createApiFeed(source: LogSource, head: number, limits: FeedLimits): ApiFeed {
  const ring = createChangeRing(head, limits.maxChanges, limits.maxCharacters)
  const followers = new Set<Follower>()
  let waiters: { position: number; resolve(): void }[] = []
  let reading: Promise<void> | undefined
  let newest = head

  const settle = () => {
    if (waiters.length === 0) return
    const reached = Math.min(ring.head, ...[...followers].map(({ position }) => position))
    for (const { resolve } of waiters.filter(({ position }) => position <= reached)) resolve()
    waiters = waiters.filter(({ position }) => position > reached)
  }
  const closeAll = (why: 'behind' | 'stopped') => {
    for (const follower of followers) follower.close(why)
    followers.clear()
    settle()
  }
  const readNew = async () => {
    while (ring.head < newest) {
      const changes = await source.read(ring.head, { recentAfter: ring.floor, recent: (at) => ring.at(at)?.text })
      if (changes[0]?.position !== ring.head + 1) {
        // Nothing, or a gap: the log was dropped or trimmed under us.
        ring.reset(newest)
        return closeAll('behind')
      }
      ring.append(changes)
      for (const follower of followers) void follower.pump()
      settle()
    }
  }
  return {
    get followers() {
      return followers.size
    },
    follow(options, position) {
      const follower = createFollower(options, position, { ring, read: (after) => source.read(after, NOTHING_HELD) }, () => {
        if (follower.position === Number.POSITIVE_INFINITY) followers.delete(follower)
        settle()
      })
      followers.add(follower)
      setImmediate(() => void follower.pump()) // not before the caller has its subscription
      return { close: () => follower.close() }
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
      closeAll('stopped')
      for (const { resolve } of waiters) resolve()
      waiters = []
    },
  }
}
