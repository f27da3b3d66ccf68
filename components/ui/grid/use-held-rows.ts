'use client'
import { useEffect, useRef, useState } from 'react'
import { type HeldRows, holdRows, releaseRows } from './hold-rows.ts'

/** After a new search or sort the rows may move freely for this long: the old ones stay until the answer comes, and it must not be held. */
const SETTLE_MS = 3000

export interface HoldOptions<Row> {
  incoming: Row[]
  keyOf(row: Row): string
  /** Names the search, sort, filters and page. */
  view: string
  /** Somebody is reading. */
  reading: boolean
  /** The answer to the present view has not come yet. */
  loading: boolean
  /** The incoming rows are all there are. */
  complete: boolean
}

/** Rows that stand still while somebody reads the same view. `release()` lets the waiting ones in at once. */
export function useHeldRows<Row>({ incoming, keyOf, view, reading, loading, complete }: HoldOptions<Row>) {
  const last = useRef<{ view: string | null; since: number; rows: Row[] }>({ view: null, since: 0, rows: [] })
  const [, redraw] = useState(0)
  const settled = last.current.view === view && Date.now() - last.current.since > SETTLE_MS && !loading
  const shown: HeldRows<Row> = reading && settled ? holdRows(last.current.rows, incoming, keyOf, complete) : releaseRows(incoming)
  useEffect(() => {
    const since = last.current.view === view ? last.current.since : Date.now()
    last.current = { view, since, rows: shown.rows }
  })
  const release = () => {
    last.current = { ...last.current, rows: [] }
    redraw((count) => count + 1)
  }
  return { ...shown, release }
}
