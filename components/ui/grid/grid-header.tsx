// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a <table>; ARIA carries the whole structure
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
'use client'
import { type DragEvent, type KeyboardEvent, type PointerEvent, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { columnWidth, LEAST_WIDTH, type PlacedColumn } from './column.ts'
import { GridFilter } from './grid-filter.tsx'
import type { GridState } from './grid-state.ts'

export interface GridHeaderProps<Row> {
  column: PlacedColumn<Row>
  state: GridState
  onStateChange(next: GridState): void
  /** While dragging `done` is false, and only the look changes. */
  onResize(id: string, width: number, done: boolean): void
  /** Puts the dragged column in this one's place. */
  onMove(id: string, to: string): void
}

/** One column header: a press sorts, the funnel filters, the right edge resizes, and dragging moves the column. */
export function GridHeader<Row>({ column, state, onStateChange, onResize, onMove }: GridHeaderProps<Row>) {
  const { over, drag } = useColumnDrag(column.id, onMove)
  const sorted = state.sort === column.id ? state.dir : null
  const sort = () => onStateChange({ ...state, sort: column.id, dir: sorted === 'asc' ? 'desc' : 'asc', offset: 0 })
  const face = (
    <>
      <span className="truncate" title={column.header}>
        {column.header}
      </span>
      {sorted && <Icon name={sorted === 'asc' ? 'sort-asc' : 'sort-desc'} size={12} className="text-link" />}
    </>
  )
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : column.sortable ? 'none' : undefined}
      {...drag}
      className={classNames(
        'relative flex min-w-0 items-center gap-1 px-cell-x font-medium text-fg',
        over && 'bg-selected',
        column.align === 'end' && 'justify-end',
      )}
    >
      {column.sortable ? (
        <button
          type="button"
          onClick={sort}
          className="flex h-full min-h-6 min-w-0 items-center gap-1 -outline-offset-2 hover:text-link"
        >
          {face}
        </button>
      ) : (
        face
      )}
      {column.filter && (
        <GridFilter
          header={column.header}
          filter={column.filter}
          values={state.filters[column.id] ?? []}
          onChange={(values) => onStateChange({ ...state, filters: { ...state.filters, [column.id]: values }, offset: 0 })}
        />
      )}
      <ResizeEdge
        header={column.header}
        width={columnWidth(column)}
        onResize={(width, done) => onResize(column.id, width, done)}
      />
    </div>
  )
}

const DRAGGED = 'text/x-grid-column'

/** Lets a header be dragged and dropped on; `over` while another one hangs above it. Files and texts are not taken. */
function useColumnDrag(id: string, onMove: (id: string, to: string) => void) {
  const [over, setOver] = useState(false)
  const drag = {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(DRAGGED, id),
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      onMove(event.dataTransfer.getData(DRAGGED), id)
    },
  }
  return { over, drag }
}

function ResizeEdge({
  header,
  width,
  onResize,
}: {
  header: string
  width: number
  onResize(width: number, done: boolean): void
}) {
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const edge = event.currentTarget
    // A growing column is wider than its stored width, so the drag starts from what is seen.
    const seen = edge.parentElement?.getBoundingClientRect().width ?? width
    const from = event.clientX
    edge.setPointerCapture(event.pointerId)
    edge.onpointermove = (move) => onResize(seen + move.clientX - from, false)
    edge.onlostpointercapture = () => {
      edge.onpointermove = null
      edge.onlostpointercapture = null
    }
    edge.onpointerup = (up) => onResize(seen + up.clientX - from, true)
  }
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    onResize(width + step, true)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${header}`}
      aria-valuenow={Math.round(width)}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={4000}
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={press}
      onKeyDown={key}
      className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none border-r border-line-soft hover:border-r-2 hover:border-action"
    />
  )
}
