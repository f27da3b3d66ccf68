'use client'
import { useMemo, useState } from 'react'
import { type Column, columnChoice, moveColumn, placeColumns, resizeColumn } from './column.ts'
import type { ColumnChoice, GridState } from './grid-state.ts'

/** The columns as the visitor has them, and how to change that. A drag only draws; its end is told to the owner, once. */
export function useGridColumns<Row>(columns: Column<Row>[], state: GridState, onStateChange: (next: GridState) => void) {
  const [draft, setDraft] = useState<ColumnChoice[] | null>(null)
  const placed = useMemo(() => placeColumns(columns, draft ?? state.columns), [columns, draft, state.columns])
  const choose = (choice: ColumnChoice[] | null) => onStateChange({ ...state, columns: choice })
  const resize = (id: string, width: number, done: boolean) => {
    const next = resizeColumn(columnChoice(placed), id, width)
    setDraft(done ? null : next)
    if (done) choose(next)
  }
  const move = (id: string, to: string) => {
    const at = placed.findIndex((column) => column.id === to)
    if (id !== to && at >= 0) choose(moveColumn(columnChoice(placed), id, at))
  }
  return { placed, choose, resize, move }
}
