import type { QueryName } from './client/queries.ts'
import type { LiveBatch, LiveChange } from './live.ts'
import { concernsQuery, type LiveArgs } from './live-sources.ts'

/** A query as the browser's cache holds it. */
export interface LiveEntry {
  name: QueryName
  args: LiveArgs & { q?: string; sort?: string; filters?: Record<string, string[]> }
  data: unknown
}

/** What a batch makes of an answer: the same object when nothing visible changed; `stale` asks to read it again. */
export interface LiveVerdict {
  data: unknown
  stale: boolean
}

interface Rows {
  rows: { id: string }[]
  total: number
  revision: string
}

const isRows = (data: unknown): data is Rows =>
  typeof data === 'object' && data !== null && Array.isArray((data as Rows).rows) && typeof (data as Rows).total === 'number'

const alreadyIn = (data: unknown, change: LiveChange): boolean => {
  const revision = isRows(data) ? data.revision : undefined
  if (!revision || change.api !== 'inventory') return false
  return BigInt(revision) >= BigInt(change.revision)
}

/**
 * Folds one batch of changes into one answer. Rows that are shown are patched or removed in place, so that the page moves at once;
 * whatever else may have changed is left to be read again. Pure: the cache, the clock and the network are the caller's.
 */
export const reduceLive = (entry: LiveEntry, batch: LiveBatch): LiveVerdict => {
  if (batch.reset) return { data: entry.data, stale: true }
  let { data } = entry
  let stale = false
  for (const change of batch.changes) {
    if (!concernsQuery(entry.name, entry.args, change) || alreadyIn(data, change)) continue
    const next = isRows(data) ? foldRow(data, change, orderMayChange(entry)) : { data, stale: true }
    data = next.data
    stale ||= next.stale
  }
  return { data, stale }
}

/** With a search, a filter or a chosen order, a changed row may belong elsewhere or nowhere. */
const orderMayChange = ({ args }: LiveEntry): boolean => !!args.q || !!args.sort || Object.keys(args.filters ?? {}).length > 0

const foldRow = (page: Rows, change: LiveChange, reorders: boolean): LiveVerdict => {
  const index = page.rows.findIndex(({ id }) => id === change.name)
  const shown = page.rows[index]
  if (!shown) return { data: page, stale: true }
  if (change.operation === 'DELETED') {
    return { data: { ...page, rows: page.rows.toSpliced(index, 1), total: page.total - 1 }, stale: true }
  }
  if (!change.row) return { data: page, stale: true }
  return { data: { ...page, rows: page.rows.with(index, { ...shown, ...change.row }) }, stale: reorders }
}
