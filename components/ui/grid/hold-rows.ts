/** What a grid shows while somebody reads it. */
export interface HeldRows<Row> {
  rows: Row[]
  /** Keys that are still shown but no longer exist. */
  gone: ReadonlySet<string>
  /** New rows that wait, because showing them would move what is being read. */
  fresh: number
}

const NONE: ReadonlySet<string> = new Set()

/** Shows the rows as they came. */
export const releaseRows = <Row>(rows: Row[]): HeldRows<Row> => ({ rows, gone: NONE, fresh: 0 })

/**
 * Keeps the shown rows where they are and takes only their news from the incoming ones. New rows behind the last shown one are appended,
 * because that moves nothing; others are counted and wait. `complete` says that the incoming rows are all there are: only then is a missing
 * row known to be gone and not merely pushed off the page.
 */
export function holdRows<Row>(shown: Row[], incoming: Row[], keyOf: (row: Row) => string, complete: boolean): HeldRows<Row> {
  if (shown.length === 0) return releaseRows(incoming)
  const news = new Map(incoming.map((row) => [keyOf(row), row]))
  const shownKeys = new Set(shown.map(keyOf))
  const gone = new Set(complete ? [...shownKeys].filter((key) => !news.has(key)) : [])
  const lastKnown = incoming.findLastIndex((row) => shownKeys.has(keyOf(row)))
  const isNew = (row: Row) => !shownKeys.has(keyOf(row))
  const fresh = incoming.slice(0, Math.max(0, lastKnown)).filter(isNew).length
  // When nothing of the old is left it is another list: appending to a list of dead rows would help nobody.
  if (lastKnown < 0) return releaseRows(incoming)
  const appended = incoming.slice(lastKnown + 1).filter(isNew)
  return { rows: [...shown.map((row) => news.get(keyOf(row)) ?? row), ...appended], gone, fresh }
}
