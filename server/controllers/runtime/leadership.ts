import type { Clock } from '#domain/clock.ts'

/** A lock that one process holds at a time; `lost` fires when it can no longer be sure of it. */
export interface HeldLock {
  release(): Promise<void>
  lost: AbortSignal
}

/** What this process does while it leads; `stop` must have ended all of it when it resolves. */
export interface Lead {
  stop(): Promise<void>
}

export interface LeadershipOptions {
  tryLock(): Promise<HeldLock | null>
  /** Begins to lead: raise the epoch first, so that a predecessor that wakes up can write nothing. */
  lead(): Promise<Lead>
  clock: Clock
  log(message: string, error?: unknown): void
  /** How often a follower tries; this is how long a take-over takes after its holder was killed. */
  retryMs?: number
}

/**
 * Leads whenever it can. Three modes: following (tries the lock every `retryMs`), leading (until the lock is lost or `stop`), stopped.
 * Losing the lock ends the lead and goes back to following.
 */
export const startLeadership = (options: LeadershipOptions): { stop(): Promise<void> } => {
  const { tryLock, lead, clock, log, retryMs = 1000 } = options
  const stopping = new AbortController()
  const pause = () =>
    new Promise<void>((resolve) => {
      const end = () => {
        cancel()
        // A follower pauses every second for as long as it lives; a listener left behind each time would be a leak.
        stopping.signal.removeEventListener('abort', end)
        resolve()
      }
      const cancel = clock.after(retryMs, end)
      if (stopping.signal.aborted) end()
      else stopping.signal.addEventListener('abort', end)
    })

  const run = async () => {
    while (!stopping.signal.aborted) {
      const lock = await tryLock().catch((error) => {
        log('leadership: the lock could not be asked for', error)
        return null
      })
      if (lock) await leadWith(lock)
      else await pause()
    }
  }

  const leadWith = async (lock: HeldLock) => {
    let isUnable = false
    try {
      const current = await lead()
      await ended(lock.lost, stopping.signal)
      await current.stop()
    } catch (error) {
      log('leadership: could not lead', error)
      isUnable = true
    } finally {
      await lock.release().catch(() => undefined)
    }
    // Only after giving the lock back, so that somebody who can lead comes first.
    if (isUnable && !stopping.signal.aborted) await pause()
  }

  const running = run()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

const ended = (...signals: AbortSignal[]): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) return resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    }
  })
