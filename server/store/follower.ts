import type { ChangeRing } from './change-ring.ts'
import type { Feed } from './object-store.ts'
import type { LoggedChange } from './read-log.ts'

export type FollowOptions = Parameters<Feed['follow']>[0]

/** Where a follower gets its changes: the newest ones in memory, and the log for what is older. */
export interface FollowerSource {
  ring: ChangeRing
  /** A page of the log after a position. */
  read(after: number): Promise<LoggedChange[]>
}

/** Somebody who follows an api; see `createFollower`. */
export interface Follower {
  /** Everything up to here was delivered. */
  readonly position: number
  /** Delivers what there is, one call at a time. Safe to call at any moment. */
  pump(): Promise<void>
  close(why?: 'behind' | 'stopped'): void
}

const DELIVERY = 500

/**
 * Delivers from the log until it has caught up, and from memory from then on. It gets its next changes only when it is done with the last
 * ones; if meanwhile more has happened than memory keeps, it is closed with `behind`. `moved` is called after every step and at the end.
 */
export function createFollower(options: FollowOptions, from: number, source: FollowerSource, moved: () => void): Follower {
  let position = from
  let live = from >= source.ring.head // from the first time it has seen everything it must keep up
  let pumping = false
  let closed = false

  /** The next changes; undefined when it can't have them any more. */
  const next = async (): Promise<LoggedChange[] | undefined> => {
    if (position >= source.ring.floor) return source.ring.after(position, DELIVERY)
    if (live) return undefined
    const page = await source.read(position)
    return page[0]?.position === position + 1 ? page : undefined
  }
  const deliver = async (changes: LoggedChange[]) => {
    const wanted = options.kinds ? changes.filter(({ kind }) => options.kinds?.includes(kind)) : changes
    if (wanted.length > 0) await options.onChanges(wanted)
    position = changes.at(-1)?.position ?? position
    moved()
  }
  const close = (why?: 'behind' | 'stopped') => {
    if (closed) return
    closed = true
    moved()
    if (why) options.onClose(why)
  }
  const pump = async () => {
    if (pumping || closed) return
    pumping = true
    try {
      while (position < source.ring.head) {
        const changes = await next()
        if (closed) return
        if (!changes) return close('behind')
        await deliver(changes)
        if (closed) return
      }
      live = true
    } catch (error) {
      // Its revision is known to it, so it can resume; an error in its own code must not stop the others.
      console.error('A follower of the log failed and was closed:', error)
      close('behind')
    } finally {
      pumping = false
    }
  }
  return {
    get position() {
      return closed ? Number.POSITIVE_INFINITY : position
    },
    pump,
    close,
  }
}
