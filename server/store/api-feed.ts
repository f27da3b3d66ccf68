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
  const waiters = createWaiters(() => Math.min(ring.head, ...[...followers].map(({ position }) => position)))
  let reading: Promise<void> | undefined
  let newest = head

  const closeAll = (why: 'behind' | 'stopped') => {
    for (const follower of followers) follower.close(why)
    followers.clear()
    waiters.check()
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
      // Whoever is not busy has it all one turn later, so what is let go then was refused by nobody but the slow.
      await new Promise((resolve) => setImmediate(resolve))
      ring.trim()
      waiters.check()
    }
  }
  return {
    get followers() {
      return followers.size
    },
    follow(options, position) {
      const follower = createFollower(options, position, { ring, read: (after) => source.read(after, NOTHING_HELD) }, () => {
        if (follower.position === Number.POSITIVE_INFINITY) followers.delete(follower)
        waiters.check()
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
    reached: waiters.until,
    stop() {
      closeAll('stopped')
      waiters.release()
    },
  }
}

/** Promises that resolve when `reached()` has come to a position; somebody must call `check` when it may have. */
function createWaiters(reached: () => number) {
  let waiting: { position: number; resolve(): void }[] = []
  const check = () => {
    if (waiting.length === 0) return
    const at = reached()
    for (const { resolve } of waiting.filter(({ position }) => position <= at)) resolve()
    waiting = waiting.filter(({ position }) => position > at)
  }
  return {
    check,
    until: (position: number) =>
      new Promise<void>((resolve) => {
        waiting.push({ position, resolve })
        check()
      }),
    release() {
      for (const { resolve } of waiting) resolve()
      waiting = []
    },
  }
}
