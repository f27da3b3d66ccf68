import type { ReactNode } from 'react'
import type { MenuItem } from '#components/ui/menu-items.tsx'
import type { Column } from './column.ts'
import type { GridState } from './grid-state.ts'
import type { Selection } from './selection.ts'
import type { Version } from './use-changed-keys.ts'

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
  /** Goes where a pressed link of a cell leads; without it the browser does. */
  onFollow?(href: string): void
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
  /** The answer to `state` has not come yet; rows of the state before may stay meanwhile. */
  loading?: boolean
  error?: string
  /** The error is that the visitor may not see the list: to try again would not help. */
  forbidden?: boolean
  onRetry?(): void
  /** Rows come as one scrolls: called when the end is near and `rows` is shorter than `total`. There are no pages then. */
  fetchMore?(): void
  /** Saves all rows, or the selected ones, of every page; without it there is no EXPORT. */
  onExport?(scope: 'all' | 'selected'): void
  /** As high as its rows, at most this many; without it the grid fills the height of its box. For grids inside cards and dialogs. */
  fit?: number
  className?: string
}
