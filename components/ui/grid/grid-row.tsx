// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a <table>; ARIA carries the whole structure
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
'use client'
import { type MouseEvent, memo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { openContextMenu } from '#components/ui/context-menu.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { PlacedColumn } from './column.ts'

export interface GridRowProps<Row> {
  id: string
  row: Row
  rowKey: string
  /** Number in the whole list, counted from 1 with the header as 1 (aria-rowindex). */
  position: number
  top: number
  columns: PlacedColumn<Row>[]
  template: string
  selectable: boolean
  selected: boolean
  hasMenu: boolean
  active: boolean
  changed: boolean
  gone: boolean
  onToggle(key: string, range: boolean): void
}

/**
 * One row. It is drawn again only when its object, its place or its state changed. It is kept to few elements and attributes, and is placed
 * by `top`: while one scrolls, each frame lays out and paints dozens of rows, and a transform or a clip of its own is what costs there.
 */
export const GridRow = memo(function GridRow<Row>(props: GridRowProps<Row>) {
  const { id, row, rowKey, position, top, columns, template, selectable, selected, hasMenu, active, changed, gone, onToggle } =
    props
  return (
    <div
      role="row"
      id={id}
      data-row={rowKey}
      aria-rowindex={position}
      aria-selected={selectable ? selected : undefined}
      className={classNames(
        'group/row absolute inset-x-0 grid h-[calc(var(--row)+1px)] border-b border-line-soft contain-layout contain-style',
        selected ? 'bg-selected text-on-selected hover:bg-selected-hover' : 'hover:bg-hover',
        active && 'in-focus-visible:outline-2 in-focus-visible:outline-focus in-focus-visible:-outline-offset-2',
        gone && 'text-fg-muted line-through',
        changed && 'row-changed',
      )}
      style={{ gridTemplateColumns: template, top }}
      title={gone ? 'This object is gone. The row leaves when the pointer leaves the list.' : undefined}
    >
      {(selectable || hasMenu) && (
        <div role="gridcell" className="flex items-center pl-2">
          {selectable && (
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label="Select row"
              checked={selected}
              readOnly
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event: MouseEvent) => onToggle(rowKey, event.shiftKey)}
              className="m-1 size-4 accent-action"
            />
          )}
          {hasMenu && !gone && <RowMenuButton />}
        </div>
      )}
      {columns.map((column) => (
        <Cell key={column.id} value={column.cell(row)} end={column.align === 'end'} />
      ))}
    </div>
  )
}) as <Row>(props: GridRowProps<Row>) => React.ReactNode

/** Plain text is cut with an ellipsis; anything else looks after itself. */
function Cell({ value, end }: { value: React.ReactNode; end: boolean }) {
  const isText = typeof value === 'string' || typeof value === 'number'
  return (
    <div
      role="gridcell"
      className={classNames(
        'px-cell-x',
        isText ? 'truncate leading-(--row)' : 'flex min-w-0 items-center',
        end && 'justify-end text-right tabular-nums',
      )}
    >
      {value}
    </div>
  )
}

/** The three dots of vSphere's grids; it opens the same menu as a right-click, so a touch screen has it too. */
function RowMenuButton() {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label="Row actions"
      aria-haspopup="menu"
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => openContextMenu(event.currentTarget)}
      className="flex size-6 items-center justify-center rounded text-fg-2 hover:bg-active"
    >
      <Icon name="menu-dots" size={14} />
    </button>
  )
}
