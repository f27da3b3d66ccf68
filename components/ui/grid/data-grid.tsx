'use client'
import { useMemo, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { MenuItem } from '#components/ui/menu-items.tsx'
import type { DataGridProps } from './data-grid-props.ts'
import { GridBody } from './grid-body.tsx'
import { GridColumns } from './grid-columns.tsx'
import { gridExports } from './grid-exports.ts'
import { GridFooter } from './grid-footer.tsx'
import { GridHeader } from './grid-header.tsx'
import { GridNotice } from './grid-notice.tsx'
import { type GridState, gridQueryKey } from './grid-state.ts'
import { GridToolbar } from './grid-toolbar.tsx'
import { ReadingArea } from './reading-area.tsx'
import type { Selection } from './selection.ts'
import { useChangedKeys } from './use-changed-keys.ts'
import { useDropGone } from './use-drop-gone.ts'
import { useGridColumns } from './use-grid-columns.ts'
import { useHeldRows } from './use-held-rows.ts'

export type { Column } from './column.ts'
export type { DataGridProps } from './data-grid-props.ts'
export type { GridState } from './grid-state.ts'
export type { Selection } from './selection.ts'

const NOTHING: Selection = new Set()

/** What a grid keeps between its parts: the rows that may be shown now, the columns as chosen, and the guarded way to change the state. */
function useDataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, rows, total, state, onStateChange, rowKey, selection, onSelectionChange, fetchMore, loading } = props
  const [reading, setReading] = useState(false)
  const offset = fetchMore ? 0 : state.offset
  const view = gridQueryKey({ ...state, offset })
  const complete = offset + rows.length >= total
  const held = useHeldRows({ incoming: rows, keyOf: rowKey, view, reading, loading: !!loading, complete })
  const changed = useChangedKeys(rows, rowKey, props.rowVersion, view)
  const keys = useMemo(() => held.rows.map(rowKey), [held.rows, rowKey])
  useDropGone(selection, held.gone, onSelectionChange)
  const change = (next: GridState) => {
    // Rows that a new search hides must not stay selected: the next action would hit what nobody sees.
    if (selection?.size && (next.q !== state.q || next.filters !== state.filters)) onSelectionChange?.(NOTHING)
    onStateChange(next)
  }
  return { offset, view, held, changed, keys, change, setReading, ...useGridColumns(columns, state, onStateChange) }
}

/** The one grid for lists of objects: it reports what should be shown (`state`) and shows what it is given. It never sorts, filters or pages. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, rows, total, state, onStateChange, selection, onSelectionChange, fetchMore, loading } = props
  const { offset, view, held, changed, keys, change, setReading, placed, choose, resize, move } = useDataGrid(props)
  const headers = placed.map((column) => (
    <GridHeader key={column.id} column={column} state={state} onStateChange={change} onResize={resize} onMove={move} />
  ))
  return (
    <section
      aria-label={label}
      aria-busy={loading || undefined}
      className={classNames('flex min-h-0 flex-col border border-line bg-surface', !props.fit && 'h-full', props.className)}
    >
      <GridToolbar {...props} onStateChange={change} />
      <ReadingArea itemsFor={(target) => itemsFor(target, props, held.rows, keys, held.gone)} onReading={setReading}>
        <GridBody
          label={label}
          columns={placed}
          rows={held.rows}
          keys={keys}
          offset={offset}
          total={total}
          view={view}
          fit={props.fit}
          gone={held.gone}
          changed={changed}
          selection={onSelectionChange ? (selection ?? NOTHING) : undefined}
          onSelectionChange={(next) => onSelectionChange?.(next)}
          onOpen={props.onOpen}
          onFollow={props.onFollow}
          hasMenu={!!props.rowMenu}
          onNearEnd={fetchMore && !loading && rows.length < total ? fetchMore : undefined}
          header={headers}
        />
        {held.rows.length === 0 && <GridNotice {...props} onStateChange={change} />}
      </ReadingArea>
      <GridFooter
        columns={<GridColumns columns={columns} placed={placed} onChange={choose} />}
        exports={gridExports(props)}
        selected={selection?.size ?? 0}
        onClearSelection={() => onSelectionChange?.(NOTHING)}
        offset={offset}
        shown={rows.length}
        total={rows.length === 0 && (loading || props.error) ? undefined : total}
        limit={state.limit}
        endless={!!fetchMore}
        fresh={held.fresh}
        onShowFresh={held.release}
        onPage={(next) => onStateChange({ ...state, offset: next })}
      />
    </section>
  )
}

/** The menu for what was pressed: of the row, or of all selected rows when it is one of several. None for a row that is gone. */
function itemsFor<Row>(
  target: Element,
  { rowMenu, bulkMenu, selection, rowKey }: DataGridProps<Row>,
  rows: Row[],
  keys: string[],
  gone: ReadonlySet<string>,
): MenuItem[] {
  const key = target.closest('[data-row]')?.getAttribute('data-row')
  const row = key ? rows[keys.indexOf(key)] : undefined
  if (!key || row === undefined || gone.has(key)) return []
  if (bulkMenu && selection?.has(key) && selection.size > 1) return bulkMenu(rows.filter((each) => selection.has(rowKey(each))))
  return rowMenu?.(row) ?? []
}
