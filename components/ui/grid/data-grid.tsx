'use client'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { ContextMenu } from '#components/ui/context-menu.tsx'
import { downloadText } from '#components/ui/download-text.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { type Column, columnChoice, moveColumn, placeColumns, resizeColumn } from './column.ts'
import { gridCsv } from './csv.ts'
import { GridBody } from './grid-body.tsx'
import { GridColumns } from './grid-columns.tsx'
import { GridFooter } from './grid-footer.tsx'
import { GridHeader } from './grid-header.tsx'
import { type ColumnChoice, type GridState, gridQueryKey } from './grid-state.ts'
import { keepExisting, type Selection } from './selection.ts'
import { useChangedKeys, type Version } from './use-changed-keys.ts'
import { useHeldRows } from './use-held-rows.ts'

export type { Column } from './column.ts'
export type { GridState } from './grid-state.ts'
export type { Selection } from './selection.ts'

export interface DataGridProps<Row> {
  /** What is listed, for screen readers: Hosts, Recent tasks. */
  label: string
  columns: Column<Row>[]
  /** The rows of the present page or window, already sorted and filtered by the server. */
  rows: Row[]
  /** How many there are in all under the present filter. */
  total: number
  state: GridState
  onStateChange(next: GridState): void
  rowKey(row: Row): string
  /** Changes when the object does (its revision): such rows are tinted for 600 ms. */
  rowVersion?(row: Row): Version
  selection?: Selection
  onSelectionChange?(next: Selection): void
  onOpen?(row: Row): void
  /** The same entries as the object's ACTIONS menu. Called when the menu opens. */
  rowMenu?(row: Row): MenuItem[]
  /** The menu when the pressed row is one of several selected ones. */
  bulkMenu?(rows: Row[]): MenuItem[]
  /** Text actions at the top left; the first are global, then those for the selection. */
  toolbar?: ReactNode
  /** Top right, before the search box: a live dot, a switch. */
  toolbarEnd?: ReactNode
  /** Shows a search box for `state.q` under this name. */
  searchLabel?: string
  /** Instead of "No items found" when nothing is listed and nothing is filtered. */
  emptyState?: ReactNode
  loading?: boolean
  error?: string
  onRetry?(): void
  /** Rows come as one scrolls: called when the end is near and `rows` is shorter than `total`. There are no pages then. */
  fetchMore?(): void
  /** Exports on the server; without it, the loaded rows are saved as csv under `exportName`. */
  onExport?(scope: 'all' | 'selected'): void
  exportName?: string
  className?: string
}

/** The one grid for lists of objects: it reports what should be shown (`state`) and shows what it is given. It never sorts, filters or pages. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, rows, total, state, onStateChange, rowKey, rowVersion, selection, onSelectionChange, rowMenu, bulkMenu, fetchMore, loading } = props
  const [inside, setInside] = useState(false)
  const [draft, setDraft] = useState<ColumnChoice[] | null>(null)
  const view = gridQueryKey({ ...state, offset: fetchMore ? 0 : state.offset })
  const held = useHeldRows(rows, rowKey, view, inside, state.offset + rows.length >= total)
  const changed = useChangedKeys(rows, rowKey, rowVersion, view)
  const keys = useMemo(() => held.rows.map(rowKey), [held.rows, rowKey])
  const placed = useMemo(() => placeColumns(columns, draft ?? state.columns), [columns, draft, state.columns])
  useDropGone(selection, held.gone, onSelectionChange)

  const changeColumns = (choice: ColumnChoice[] | null) => onStateChange({ ...state, columns: choice })
  const resize = (id: string, width: number, done: boolean) => {
    const next = resizeColumn(columnChoice(placed), id, width)
    setDraft(done ? null : next)
    if (done) changeColumns(next)
  }
  const itemsFor = (target: Element): MenuItem[] => {
    const key = target.closest('[data-row]')?.getAttribute('data-row')
    const row = key ? held.rows[keys.indexOf(key)] : undefined
    if (!key || row === undefined || held.gone.has(key)) return []
    if (bulkMenu && selection?.has(key) && selection.size > 1) return bulkMenu(held.rows.filter((each) => selection.has(rowKey(each))))
    return rowMenu?.(row) ?? []
  }
  return (
    <section aria-label={label} aria-busy={loading || undefined} className={classNames('flex h-full min-h-0 flex-col border border-line bg-surface', props.className)}>
      <GridToolbar {...props} />
      <ContextMenu itemsFor={itemsFor}>
        <div
          className="relative flex min-h-0 flex-1 flex-col"
          onPointerEnter={() => setInside(true)}
          onPointerLeave={(event) => setInside(event.currentTarget.contains(document.activeElement))}
          onFocus={() => setInside(true)}
          onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setInside(event.currentTarget.matches(':hover'))}
        >
          <GridBody
            label={label}
            columns={placed}
            rows={held.rows}
            keys={keys}
            offset={fetchMore ? 0 : state.offset}
            total={total}
            gone={held.gone}
            changed={changed}
            selection={onSelectionChange ? (selection ?? NOTHING) : undefined}
            onSelectionChange={(next) => onSelectionChange?.(next)}
            onOpen={props.onOpen}
            hasMenu={!!rowMenu}
            onNearEnd={fetchMore && !loading && rows.length < total ? fetchMore : undefined}
            header={placed.map((column, index) => (
              <GridHeader
                key={column.id}
                column={column}
                index={index}
                state={state}
                onStateChange={onStateChange}
                onResize={resize}
                onMove={(id, to) => changeColumns(moveColumn(columnChoice(placed), id, placed.findIndex((each) => each.id === to)))}
              />
            ))}
          />
          {held.rows.length === 0 && <GridNotice {...props} />}
        </div>
      </ContextMenu>
      <GridFooter
        columns={<GridColumns columns={columns} placed={placed} onChange={changeColumns} />}
        exports={exportItems(props)}
        selected={selection?.size ?? 0}
        onClearSelection={() => onSelectionChange?.(NOTHING)}
        offset={fetchMore ? 0 : state.offset}
        shown={rows.length}
        total={total}
        limit={state.limit}
        endless={!!fetchMore}
        fresh={held.fresh}
        onShowFresh={held.release}
        onPage={(offset) => onStateChange({ ...state, offset })}
      />
    </section>
  )
}

const NOTHING: Selection = new Set()

/** A selected object that is gone leaves the selection, so that the next action cannot hit what nobody sees. */
function useDropGone(selection: Selection | undefined, gone: ReadonlySet<string>, tell: ((next: Selection) => void) | undefined) {
  const last = useRef(tell)
  useEffect(() => {
    last.current = tell
  })
  useEffect(() => {
    if (!selection || gone.size === 0) return
    const next = keepExisting(selection, gone)
    if (next !== selection) last.current?.(next)
  }, [selection, gone])
}

function GridToolbar<Row>({ toolbar, toolbarEnd, searchLabel, state, onStateChange, error, onRetry, rows }: DataGridProps<Row>) {
  return (
    <>
      {(toolbar || toolbarEnd || searchLabel) && (
        <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line-soft px-2 py-1">
          {toolbar}
          <span className="flex-1" />
          {toolbarEnd}
          {searchLabel && <SearchBox label={searchLabel} value={state.q} onChange={(q) => onStateChange({ ...state, q, offset: 0 })} className="w-[220px]" />}
        </div>
      )}
      {error && rows.length > 0 && <Banner kind="error" className="m-2" actions={onRetry && <TextAction onClick={onRetry}>Retry</TextAction>}>{error}</Banner>}
    </>
  )
}

/** What stands where the rows would be: still loading, failed, filtered away, or truly empty. */
function GridNotice<Row>({ loading, error, onRetry, state, onStateChange, emptyState }: DataGridProps<Row>) {
  const filtered = state.q !== '' || Object.values(state.filters).some((values) => values.length > 0)
  return (
    <div className="absolute inset-x-0 bottom-0 top-8 overflow-auto bg-surface">
      {error ? (
        <EmptyState icon="error-circle" title="The list could not be loaded" actions={onRetry && <TextAction onClick={onRetry}>Retry</TextAction>}>{error}</EmptyState>
      ) : loading ? (
        <div className="flex h-full items-center justify-center"><Spinner label="Loading" /></div>
      ) : filtered ? (
        <EmptyState icon="filter" title="Nothing matches" actions={<TextAction onClick={() => onStateChange({ ...state, q: '', filters: {}, offset: 0 })}>Clear filters</TextAction>}>
          There may be items that the search or the column filters leave out.
        </EmptyState>
      ) : (
        (emptyState ?? <EmptyState title="No items found" />)
      )}
    </div>
  )
}

function exportItems<Row>({ onExport, exportName, columns, rows, total, selection, rowKey }: DataGridProps<Row>): MenuItem[] {
  if (!onExport && !exportName) return []
  const save = (kept: Row[]) => downloadText(`${exportName}.csv`, gridCsv(columns, kept), 'text/csv;charset=utf-8')
  const chosen = rows.filter((row) => selection?.has(rowKey(row)))
  const all = onExport || rows.length >= total ? `All rows (${total})` : `Loaded rows (${rows.length} of ${total})`
  return [
    { id: 'all', label: all, disabledReason: total === 0 ? 'There is nothing to export' : undefined, onSelect: () => (onExport ? onExport('all') : save(rows)) },
    {
      id: 'selected',
      label: `Selected rows (${selection?.size ?? 0})`,
      disabledReason: selection?.size ? undefined : 'No row is selected',
      onSelect: () => (onExport ? onExport('selected') : save(chosen)),
    },
  ]
}
