'use client'
import type { ReactNode } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { TextAction } from '#components/ui/text-action.tsx'

export interface GridFooterProps {
  /** Manage Columns. */
  columns: ReactNode
  /** What can be exported; no entries, no button. */
  exports: MenuItem[]
  selected: number
  onClearSelection(): void
  /** Zero-based index of the first row shown. */
  offset: number
  shown: number
  /** Undefined before there is an answer: then nothing is counted. */
  total: number | undefined
  limit: number
  /** Rows are fetched as one scrolls, so there are no pages to turn. */
  endless: boolean
  /** New rows that wait until the pointer leaves, or until they are asked for. */
  fresh: number
  onShowFresh(): void
  onPage(offset: number): void
}

const count = (value: number) => value.toLocaleString('en').replaceAll(',', '\u202f')

/** `1 - 35 of 812 items`; `0 items` for an empty list, and nothing before it is known. */
export function rangeText(offset: number, shown: number, total: number | undefined): string {
  if (total === undefined) return ''
  if (total === 0 || shown === 0) return `${count(total)} ${total === 1 ? 'item' : 'items'}`
  return `${count(offset + 1)} - ${count(offset + shown)} of ${count(total)} ${total === 1 ? 'item' : 'items'}`
}

/** The foot of a grid: columns and export at the left; selection, count and pages at the right. */
export function GridFooter(props: GridFooterProps) {
  const { columns, exports, selected, onClearSelection, offset, shown, limit, endless, fresh, onShowFresh, onPage } = props
  const total = props.total ?? 0
  const lastPage = Math.max(0, Math.floor((total - 1) / limit) * limit)
  const pages = !endless && total > limit
  const first = offset === 0 ? 'This is the first page' : undefined
  const last = offset + shown >= total ? 'This is the last page' : undefined
  return (
    <footer className="flex min-h-8 flex-wrap items-center gap-x-2 border-t border-line bg-surface px-2 text-grid text-fg-2">
      {columns}
      {exports.length > 0 && (
        <Menu items={exports} side="top">
          <TextAction icon="download">Export</TextAction>
        </Menu>
      )}
      <span className="flex-1" />
      {fresh > 0 && (
        <TextAction icon="refresh" onClick={onShowFresh}>
          {count(fresh)} new
        </TextAction>
      )}
      {selected > 0 && (
        <span className="flex items-center">
          <span role="status" className="tabular-nums">
            {count(selected)} selected
          </span>
          <IconButton icon="close" size={10} label="Clear selection" onClick={onClearSelection} />
        </span>
      )}
      <span className="tabular-nums">{rangeText(offset, shown, props.total)}</span>
      {pages && (
        <nav aria-label="Pages" className="flex">
          <IconButton icon="double-left" size={12} label="First page" disabledReason={first} onClick={() => onPage(0)} />
          <IconButton
            icon="chevron-left"
            size={12}
            label="Previous page"
            disabledReason={first}
            onClick={() => onPage(Math.max(0, offset - limit))}
          />
          <IconButton
            icon="chevron-right"
            size={12}
            label="Next page"
            disabledReason={last}
            onClick={() => onPage(offset + limit)}
          />
          <IconButton icon="double-right" size={12} label="Last page" disabledReason={last} onClick={() => onPage(lastPage)} />
        </nav>
      )}
    </footer>
  )
}
