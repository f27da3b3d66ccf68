/** The part of a list in sight, as TanStack Virtual tells it. */
export interface SeenRange {
  startIndex: number
  endIndex: number
  overscan: number
  count: number
}

/**
 * The indexes to draw: what is in sight plus a margin, never more than `most` in all, and always the `keep` index (the row with the
 * keyboard's focus), because a screen reader loses its place when that element is taken away.
 */
export function virtualRange({ startIndex, endIndex, overscan, count }: SeenRange, keep = -1, most = 80): number[] {
  if (count === 0) return []
  const seen = endIndex - startIndex + 1
  const margin = Math.max(0, Math.min(overscan, Math.floor((most - 1 - seen) / 2)))
  const from = Math.max(0, startIndex - margin)
  const to = Math.min(count - 1, endIndex + margin, from + most - 2)
  const indexes = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  if (keep < 0 || keep >= count || (keep >= from && keep <= to)) return indexes
  return keep < from ? [keep, ...indexes] : [...indexes, keep]
}
