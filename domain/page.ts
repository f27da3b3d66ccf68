/** What a grid asks for: a window on a sorted, filtered list. */
export interface PageQuery {
  /** First row wanted, from 0. */
  offset?: number
  /** At most this many rows; 1 to 500, 100 when absent. */
  limit?: number
  /** A column's field name; an unknown one is refused with the names that are allowed. */
  sort?: string
  descending?: boolean
  /** Free text, matched against the names a person sees. */
  q?: string
  /** Exact values per field: `{ phase: ['Pending', 'Failed'] }`. */
  filters?: Record<string, string[]>
}

/** One window, how many there are in all, and the log revision it was read at. */
export interface Page<Row> {
  rows: Row[]
  total: number
  revision: string
}
