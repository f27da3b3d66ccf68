import type { Clock } from '../clock.ts'

/** A clock that stands still until a test steps it. */
export interface FakeClock extends Clock {
  /** Moves time forward by `ms` and runs what falls due on the way, in order, each at its own time. */
  advance(ms: number): void
  /** Calls waiting to be made. */
  readonly waiting: number
}

/** A clock for tests, at `start` until it is advanced. */
export const fakeClock = (start = '2026-11-23T08:00:00Z'): FakeClock => {
  let now = Date.parse(start)
  let order = 0
  const timers = new Set<{ due: number; order: number; run(): void }>()
  const nextUntil = (limit: number) =>
    [...timers].filter(({ due }) => due <= limit).sort((a, b) => a.due - b.due || a.order - b.order)[0]
  return {
    now: () => new Date(now),
    after: (ms, run) => {
      const timer = { due: now + ms, order: order++, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      const end = now + ms
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        timers.delete(next)
        now = Math.max(now, next.due)
        next.run()
      }
      now = end
    },
    get waiting() {
      return timers.size
    },
  }
}
