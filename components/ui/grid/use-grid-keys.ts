'use client'
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { openContextMenu } from '#components/ui/context-menu.tsx'
import { gridCommand } from './grid-keys.ts'
import { addRange, type Selection, toggleAll, toggleKey } from './selection.ts'

/** What the keyboard and the mouse act on. */
export interface GridRows<Row> {
  rows: Row[]
  keys: string[]
  selection: Selection | undefined
  onSelectionChange(next: Selection): void
  onOpen?(row: Row): void
}

/** Switches one row, or with `range` everything from the active row to it. Stable, so that rows need not be drawn again. */
export function useToggle(
  keys: string[],
  selection: Selection | undefined,
  tell: (next: Selection) => void,
  activeKey: string | null,
  setActiveKey: (key: string) => void,
) {
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

export function pressedRow<Row>(event: MouseEvent, { rows, keys }: GridRows<Row>): Row | undefined {
  if (!(event.target instanceof Element) || event.target.closest(CONTROLS)) return undefined
  const key = event.target.closest('[data-row]')?.getAttribute('data-row')
  return key === null || key === undefined ? undefined : rows[keys.indexOf(key)]
}

/** A plain press makes a row active; Ctrl adds it to the selection, Shift everything up to it. */
export function press<Row>(
  event: MouseEvent,
  props: GridRows<Row>,
  setActiveKey: (key: string) => void,
  onToggle: (key: string, range: boolean) => void,
) {
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
export function useGridKeys<Row>(
  props: GridRows<Row>,
  place: Place,
  scrollTo: (index: number) => void,
  scroller: RefObject<HTMLDivElement | null>,
) {
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
