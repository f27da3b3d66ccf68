'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { openContextMenu } from '#components/ui/context-menu.tsx'
import { useCssLength } from '#components/ui/use-css-length.ts'
import { virtualRange } from '#components/ui/virtual-range.ts'
import { gridTemplate, type PlacedColumn, totalWidth } from './column.ts'
import { gridCommand } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import { addRange, coverage, type Selection, toggleAll, toggleKey } from './selection.ts'

export interface GridBodyProps<Row> {
  label: string
  /** The header cells. */
  header: ReactNode
  columns: PlacedColumn<Row>[]
  rows: Row[]
  keys: string[]
  offset: number
  total: number
  gone: ReadonlySet<string>
  changed: ReadonlySet<string>
  selection: Selection | undefined
  onSelectionChange(next: Selection): void
  onOpen?(row: Row): void
  hasMenu: boolean
  /** The last loaded row is near. */
  onNearEnd?(): void
}

const HEADER = 32

/** The scrolling table: sticky header, virtual rows, keyboard and selection. The scroller has the focus and names the active row. */
export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { label, header, columns, rows, keys, offset, total, gone, changed, selection, onSelectionChange, hasMenu, onNearEnd } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const active = activeKey === null ? -1 : keys.indexOf(activeKey)
  const rowHeight = useCssLength('--row', 24) + 1
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 12,
    rangeExtractor: (range) => virtualRange(range, active),
    initialRect: { width: 1200, height: 800 },
    scrollMargin: HEADER,
    scrollPaddingStart: HEADER,
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density switch changes every row's height at once
  useEffect(() => virtual.measure(), [rowHeight])

  const items = virtual.getVirtualItems()
  const lastDrawn = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (lastDrawn >= rows.length - 20) onNearEnd?.()
  }, [lastDrawn, rows.length, onNearEnd])

  const lead = (selection ? 32 : 0) + (hasMenu ? 28 : 0)
  const template = gridTemplate(columns, lead)
  const width = totalWidth(columns, lead)
  const onToggle = useToggle(keys, selection, onSelectionChange, activeKey, setActiveKey)
  const onKeyDown = useGridKeys(props, { active, activeKey, setActiveKey, onToggle, page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEADER) / rowHeight) - 1) }, (index) => virtual.scrollToIndex(index), scroller)
  const covered = selection ? coverage(selection, keys) : 'none'

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a <table>; ARIA carries the whole structure
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === scroller.current && active < 0 && keys[0] !== undefined && setActiveKey(keys[0])}
      onClick={(event) => press(event, props, setActiveKey, onToggle)}
      onDoubleClick={(event) => {
        const row = pressedRow(event, props)
        if (row) props.onOpen?.(row)
      }}
      className="relative min-h-0 flex-1 overflow-auto text-grid -outline-offset-2"
    >
      <div role="rowgroup" className="sticky top-0 z-10 w-full" style={{ minWidth: width }}>
        <div role="row" aria-rowindex={1} className="grid h-8 border-b border-line bg-surface-tint" style={{ gridTemplateColumns: template }}>
          {lead > 0 && (
            <div role="columnheader" className="flex items-center pl-2">
              {selection && <AllBox covered={covered} onChange={() => onSelectionChange(toggleAll(selection, keys))} />}
              <span className="sr-only">Row</span>
            </div>
          )}
          {header}
        </div>
      </div>
      <div role="rowgroup" className="relative w-full" style={{ height: virtual.getTotalSize(), minWidth: width }}>
        {items.map((item) => {
          const row = rows[item.index]
          const key = keys[item.index]
          return row === undefined || key === undefined ? null : (
            <GridRow
              key={key}
              id={`${id}-${item.index}`}
              row={row}
              rowKey={key}
              position={offset + item.index + 2}
              top={item.start - HEADER}
              columns={columns}
              template={template}
              selectable={!!selection}
              selected={!!selection?.has(key)}
              hasMenu={hasMenu}
              active={item.index === active}
              changed={changed.has(key)}
              gone={gone.has(key)}
              onToggle={onToggle}
            />
          )
        })}
      </div>
    </div>
  )
}

function AllBox({ covered, onChange }: { covered: 'none' | 'some' | 'all'; onChange(): void }) {
  return (
    <input
      type="checkbox"
      aria-label="Select all rows"
      checked={covered === 'all'}
      ref={(box) => {
        if (box) box.indeterminate = covered === 'some'
      }}
      onChange={onChange}
      className="m-1 size-4 accent-action"
    />
  )
}

/** Switches one row, or with `range` everything from the active row to it. Stable, so that rows need not be drawn again. */
function useToggle(keys: string[], selection: Selection | undefined, tell: (next: Selection) => void, activeKey: string | null, setActiveKey: (key: string) => void) {
  const now = useRef({ keys, selection, tell, activeKey })
  useEffect(() => {
    now.current = { keys, selection, tell, activeKey }
  })
  return useCallback(
    (key: string, range: boolean) => {
      const { keys, selection, tell, activeKey } = now.current
      if (selection) tell(range ? addRange(selection, keys, activeKey, key) : toggleKey(selection, key))
      setActiveKey(key)
    },
    [setActiveKey],
  )
}

const CONTROLS = 'a,button,input,select,textarea,summary,[contenteditable]'

function pressedRow<Row>(event: MouseEvent, { rows, keys }: GridBodyProps<Row>): Row | undefined {
  if (!(event.target instanceof Element) || event.target.closest(CONTROLS)) return undefined
  const key = event.target.closest('[data-row]')?.getAttribute('data-row')
  return key === null || key === undefined ? undefined : rows[keys.indexOf(key)]
}

/** A plain press makes a row active; Ctrl adds it to the selection, Shift everything up to it. */
function press<Row>(event: MouseEvent, props: GridBodyProps<Row>, setActiveKey: (key: string) => void, onToggle: (key: string, range: boolean) => void) {
  const row = pressedRow(event, props)
  const key = row === undefined ? undefined : props.keys[props.rows.indexOf(row)]
  if (key === undefined) return
  if (props.selection && (event.ctrlKey || event.metaKey || event.shiftKey)) onToggle(key, event.shiftKey)
  else setActiveKey(key)
}

interface Place {
  active: number
  activeKey: string | null
  setActiveKey(key: string): void
  onToggle(key: string, range: boolean): void
  page: number
}

/** Carries out what `gridCommand` reads from the keyboard; keys pressed in the header or in a field are theirs. */
function useGridKeys<Row>(props: GridBodyProps<Row>, place: Place, scrollTo: (index: number) => void, scroller: React.RefObject<HTMLDivElement | null>) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target instanceof Element && event.target !== scroller.current && !event.target.closest('[data-row]')) return
    const { keys, rows, selection, onSelectionChange, onOpen } = props
    const command = gridCommand(event, place.active, keys.length, place.page)
    if (!command) return
    const key = place.activeKey
    const row = rows[place.active]
    if (command.kind === 'move') {
      const next = keys[command.to]
      if (next === undefined) return
      place.setActiveKey(next)
      scrollTo(command.to)
      if (command.extend && selection) onSelectionChange(addRange(selection, keys, key, next))
    } else if (command.kind === 'toggle' && selection && key !== null) place.onToggle(key, false)
    else if (command.kind === 'toggle-all' && selection) onSelectionChange(toggleAll(selection, keys))
    else if (command.kind === 'clear') {
      if (!selection?.size) return // Escape goes on to whoever is outside
      onSelectionChange(new Set())
    } else if (command.kind === 'open' && row !== undefined) onOpen?.(row)
    else if (command.kind === 'menu' && key !== null) {
      const element = scroller.current?.querySelector(`[data-row="${CSS.escape(key)}"]`)
      if (element) openContextMenu(element)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
}
