// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid cannot be a <table>; ARIA carries the whole structure
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
'use client'
import type { ReactNode } from 'react'
import { coverage, type Selection, toggleAll } from './selection.ts'

export interface GridHeadRowProps {
  /** The header cells. */
  children: ReactNode
  template: string
  /** There is a first cell for the checkboxes and row menus. */
  lead: boolean
  keys: string[]
  selection: Selection | undefined
  onSelectionChange(next: Selection): void
}

/** The header row, with the checkbox that selects what is loaded. */
export function GridHeadRow({ children, template, lead, keys, selection, onSelectionChange }: GridHeadRowProps) {
  const covered = selection ? coverage(selection, keys) : 'none'
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="grid h-8 border-b border-line bg-surface-tint"
      style={{ gridTemplateColumns: template }}
    >
      {lead && (
        <div role="columnheader" className="flex items-center pl-2">
          {selection && (
            <input
              type="checkbox"
              aria-label="Select all rows"
              checked={covered === 'all' && keys.length > 0}
              ref={(box) => {
                if (box) box.indeterminate = covered === 'some'
              }}
              onChange={() => onSelectionChange(toggleAll(selection, keys))}
              className="m-1 size-4 accent-action"
            />
          )}
          <span className="sr-only">Row</span>
        </div>
      )}
      {children}
    </div>
  )
}
