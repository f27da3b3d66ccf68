// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a <table>; ARIA carries the whole structure
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
'use client'
import { type MouseEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { slotsOf } from '#components/ui/virtual-range.ts'
import { gridTemplate, type PlacedColumn, totalWidth } from './column.ts'
import { followLink } from './follow-link.ts'
import { GridHeadRow } from './grid-head-row.tsx'
import { GridRow } from './grid-row.tsx'
import { titleOfCut } from './title-of-cut.ts'
import { type GridRows, press, pressedRow, useGridKeys, useToggle } from './use-grid-keys.ts'
import { HEADER_HEIGHT, useGridRows } from './use-grid-rows.ts'

export interface GridBodyProps<Row> extends GridRows<Row> {
  label: string
  /** The header cells. */
  header: ReactNode
  columns: PlacedColumn<Row>[]
  offset: number
  total: number
  gone: ReadonlySet<string>
  changed: ReadonlySet<string>
  hasMenu: boolean
  /** Names what is asked for (search, filters, sort, page): another view starts at the top. */
  view: string
  /** As high as its rows, at most this many. */
  fit?: number
  /** A link in a cell was pressed. */
  onFollow?(href: string): void
  /** The last loaded row is near. */
  onNearEnd?(): void
}

/** The scrolling table: sticky header, virtual rows, keyboard and selection. The scroller has the focus and names the active row. */
export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { columns, rows, keys, offset, total, view, fit, gone, changed, selection, onSelectionChange, hasMenu, onNearEnd } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const active = activeKey === null ? -1 : keys.indexOf(activeKey)
  const shown = useGridRows({ scroller, keys, active, view, onNewView: () => setActiveKey(null), onNearEnd })
  const { items, height, rowHeight, page, scrollTo } = shown
  const slots = slotsOf(items.map(({ index }) => index))
  const lead = (selection ? 32 : 0) + (hasMenu ? 28 : 0)
  const template = gridTemplate(columns, lead)
  const minWidth = totalWidth(columns, lead)
  const onToggle = useToggle(keys, selection, onSelectionChange, activeKey, setActiveKey)
  const onKeyDown = useGridKeys(props, { active, activeKey, setActiveKey, onToggle, page }, scrollTo, scroller)
  const pointer = gridPointer(props, scroller, setActiveKey, onToggle)
  // An empty list keeps room for the sentence that says so; the last pixels are for a horizontal scroll bar.
  const fitHeight = fit ? HEADER_HEIGHT + (rows.length === 0 ? 160 : Math.min(fit, rows.length) * rowHeight + 10) : undefined
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === scroller.current && active < 0 && keys[0] !== undefined && setActiveKey(keys[0])}
      {...pointer}
      style={{ height: fitHeight }}
      className={classNames('relative min-h-0 overflow-auto text-grid -outline-offset-2', !fit && 'flex-1')}
    >
      <div role="rowgroup" className="sticky top-0 z-10 w-full" style={{ minWidth }}>
        <GridHeadRow template={template} lead={lead > 0} keys={keys} selection={selection} onSelectionChange={onSelectionChange}>
          {props.header}
        </GridHeadRow>
      </div>
      <div role="rowgroup" className="relative w-full" style={{ height, minWidth }}>
        {items.map((item, at) => {
          const row = rows[item.index]
          const key = keys[item.index]
          if (row === undefined || key === undefined) return null
          const place = { id: `${id}-${item.index}`, position: offset + item.index + 2, top: item.start - HEADER_HEIGHT }
          const state = {
            selected: !!selection?.has(key),
            active: item.index === active,
            changed: changed.has(key),
            gone: gone.has(key),
          }
          const kind = { columns, template, hasMenu, selectable: !!selection, onToggle }
          return <GridRow key={slots[at]} row={row} rowKey={key} {...place} {...state} {...kind} />
        })}
      </div>
    </div>
  )
}

/** What the mouse does on rows: one press makes a row active or selects it, two open it. */
function gridPointer<Row>(
  props: Pick<GridBodyProps<Row>, keyof GridRows<Row> | 'onFollow'>,
  scroller: RefObject<HTMLDivElement | null>,
  setActiveKey: (key: string) => void,
  onToggle: (key: string, range: boolean) => void,
) {
  return {
    onMouseOver: titleOfCut,
    onMouseDown: (event: MouseEvent) => {
      if (event.detail > 1 && pressedRow(event, props) !== undefined) event.preventDefault() // no text gets selected
    },
    onClick: (event: MouseEvent) => {
      // A ticked box would take the focus, and the arrows after it would move nothing.
      if (event.target instanceof HTMLInputElement && event.target.closest('[data-row]'))
        scroller.current?.focus({ preventScroll: true })
      if (props.onFollow) followLink(event, props.onFollow)
      press(event, props, setActiveKey, onToggle)
    },
    onDoubleClick: (event: MouseEvent) => {
      const row = pressedRow(event, props)
      if (row !== undefined) props.onOpen?.(row)
    },
  }
}
