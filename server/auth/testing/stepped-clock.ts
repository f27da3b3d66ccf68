import type { Clock } from '#domain/clock.ts'

/** A clock that stands still until it is stepped; what is due then runs at once, in order. */
export const steppedClock = (start = new Date('2026-01-01T00:00:00Z')): Clock & { step(ms: number): void } => {
  let now = start.getTime()
  const waiting = new Set<{ at: number; run: () => void }>()
  return {
    now: () => new Date(now),
    after(ms, run) {
      const entry = { at: now + ms, run }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    step(ms) {
      now += ms
      for (const entry of [...waiting].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)) {
        if (waiting.delete(entry)) entry.run()
      }
    },
  }
}
