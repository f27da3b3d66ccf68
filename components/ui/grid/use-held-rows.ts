'use client'
import { useEffect, useRef, useState } from 'react'
import { type HeldRows, holdRows, releaseRows } from './hold-rows.ts'

/**
 * Rows that stand still while `held` is true and the view (sort, filters, page) is the same. `release()` lets the waiting ones in at once.
 */
export function useHeldRows<Row>(incoming: Row[], keyOf: (row: Row) => string, view: string, held: boolean, complete: boolean) {
  const last = useRef<{ view: string; rows: Row[] }>({ view, rows: [] })
  const [, redraw] = useState(0)
  const still = held && last.current.view === view
  const shown: HeldRows<Row> = still ? holdRows(last.current.rows, incoming, keyOf, complete) : releaseRows(incoming)
  useEffect(() => {
    last.current = { view, rows: shown.rows }
  })
  const release = () => {
    last.current = { view, rows: [] }
    redraw((count) => count + 1)
  }
  return { ...shown, release }
}
