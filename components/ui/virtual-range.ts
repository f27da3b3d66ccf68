/** The part of a list in sight, as TanStack Virtual tells it. */
export interface SeenRange {
  startIndex: number
  endIndex: number
  overscan: number
  count: number
}

/** No list draws more rows than this at once. */
export const MOST_ROWS = 80

/**
 * The indexes to draw: what is in sight plus a margin, never more than `most` in all, and always the `keep` index (the row with the
 * keyboard's focus), because a screen reader loses its place when that element is taken away.
 */
export function virtualRange({ startIndex, endIndex, overscan, count }: SeenRange, keep = -1, most = MOST_ROWS): number[] {
  if (count === 0) return []
  const seen = endIndex - startIndex + 1
  const margin = Math.max(0, Math.min(overscan, Math.floor((most - 1 - seen) / 2)))
  const from = Math.max(0, startIndex - margin)
  const to = Math.min(count - 1, endIndex + margin, from + most - 2)
  const indexes = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  if (keep < 0 || keep >= count || (keep >= from && keep <= to)) return indexes
  return keep < from ? [keep, ...indexes] : [...indexes, keep]
}

/**
 * Which element shows each of the indexes that `virtualRange` gave: those that leave sight are used again for those that come, which costs
 * much less than making new ones. The kept index may stand far from the others and then has an element of its own.
 */
export function slotsOf(indexes: readonly number[]): (number | 'kept')[] {
  const last = indexes.length - 1
  const apart = (a: number, b: number) => last > 0 && (indexes[b] ?? 0) - (indexes[a] ?? 0) > 1
  const kept = apart(0, 1) ? 0 : apart(last - 1, last) ? last : -1
  return indexes.map((index, at) => (at === kept ? 'kept' : index % MOST_ROWS))
}
