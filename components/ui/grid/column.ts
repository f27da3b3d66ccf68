import type { ReactNode } from 'react'
import type { ColumnChoice } from './grid-state.ts'

/** How a column can be narrowed from its header: by a text, by any of some values, or by one of them. */
export type ColumnFilter = { kind: 'text' } | { kind: 'choice' | 'one'; options: { value: string; label: string }[] }

export interface Column<Row> {
  id: string
  header: string
  cell(row: Row): ReactNode
  /** The cell as plain text, for csv and for the title of a cut cell. */
  text?(row: Row): string
  /** Start width in pixels; with `grow` it is the least. */
  width?: number
  /** Share of the room that is left over. */
  grow?: number
  align?: 'start' | 'end'
  sortable?: boolean
  filter?: ColumnFilter
  /** Not shown until chosen under Manage Columns. */
  hidden?: boolean
  /** Cannot be hidden: the column that names the object. */
  fixed?: boolean
}

const DEFAULT_WIDTH = 140
export const LEAST_WIDTH = 48

/** A column with the width the visitor gave it. */
export type PlacedColumn<Row> = Column<Row> & { chosenWidth?: number }

/** The columns to draw, in order: the visitor's choice where there is one, never without the fixed columns, unknown ids ignored. */
export function placeColumns<Row>(columns: Column<Row>[], choice: ColumnChoice[] | null): PlacedColumn<Row>[] {
  if (!choice) return columns.filter((column) => !column.hidden)
  const chosen = choice.flatMap(({ id, width }) => {
    const column = columns.find((each) => each.id === id)
    return column ? [width ? { ...column, chosenWidth: width } : column] : []
  })
  const missing = columns.filter((column) => column.fixed && !chosen.some((each) => each.id === column.id))
  const all = [...missing, ...chosen]
  return all.length > 0 ? all : columns.filter((column) => !column.hidden)
}

/** The present columns as a choice, ready to be changed and stored. */
export const columnChoice = <Row>(placed: PlacedColumn<Row>[]): ColumnChoice[] =>
  placed.map(({ id, chosenWidth }) => (chosenWidth ? { id, width: chosenWidth } : { id }))

/** The CSS grid template for the columns, after `lead` pixels for checkbox and row menu. Without a growing column an empty track takes the rest. */
export function gridTemplate<Row>(placed: PlacedColumn<Row>[], lead: number): string {
  const grows = (column: PlacedColumn<Row>) => !!column.grow && !column.chosenWidth
  const tracks = placed.map((column) =>
    grows(column) ? `minmax(${columnWidth(column)}px,${column.grow}fr)` : `${columnWidth(column)}px`,
  )
  if (!placed.some(grows)) tracks.push('minmax(0,1fr)')
  return [...(lead > 0 ? [`${lead}px`] : []), ...tracks].join(' ')
}

/** Pixels a column takes at least. */
export const columnWidth = <Row>(column: PlacedColumn<Row>): number => column.chosenWidth ?? column.width ?? DEFAULT_WIDTH

/** Pixels all columns take at least: below this the grid scrolls sideways. */
export const totalWidth = <Row>(placed: PlacedColumn<Row>[], lead: number): number =>
  placed.reduce((sum, column) => sum + columnWidth(column), lead)

/** The choice with one column at a new width. */
export const resizeColumn = (choice: ColumnChoice[], id: string, width: number): ColumnChoice[] =>
  choice.map((each) => (each.id === id ? { id, width: Math.max(LEAST_WIDTH, Math.round(width)) } : each))

/** The choice with one column moved so that it stands at `to`. */
export function moveColumn(choice: ColumnChoice[], id: string, to: number): ColumnChoice[] {
  const moved = choice.find((each) => each.id === id)
  if (!moved) return choice
  const rest = choice.filter((each) => each.id !== id)
  const at = Math.min(rest.length, Math.max(0, to))
  return [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/** The choice with one column shown at the end, or taken out. */
export const toggleColumn = (choice: ColumnChoice[], id: string): ColumnChoice[] =>
  choice.some((each) => each.id === id) ? choice.filter((each) => each.id !== id) : [...choice, { id }]
