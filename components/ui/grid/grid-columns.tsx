'use client'
import { CheckboxField } from '#components/ui/form/checkbox-field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { type Column, columnChoice, moveColumn, type PlacedColumn, toggleColumn } from './column.ts'
import type { ColumnChoice } from './grid-state.ts'

export interface GridColumnsProps<Row> {
  columns: Column<Row>[]
  placed: PlacedColumn<Row>[]
  onChange(choice: ColumnChoice[] | null): void
}

/** Manage Columns: which are shown, in which order. Shown ones come first in their order, then the hidden ones. */
export function GridColumns<Row>({ columns, placed, onChange }: GridColumnsProps<Row>) {
  const choice = columnChoice(placed)
  const hidden = columns.filter((column) => !placed.some((each) => each.id === column.id))
  const offReason = (column: Column<Row>) =>
    column.fixed
      ? 'This column names the object and is always shown.'
      : placed.length === 1 && placed[0]?.id === column.id
        ? 'At least one column must be shown.'
        : undefined
  return (
    <Popover label="Manage Columns" side="top" trigger={<TextAction icon="columns">Manage columns</TextAction>}>
      <ul className="max-h-[360px] overflow-y-auto">
        {[...placed, ...hidden].map((column) => {
          const at = placed.findIndex((each) => each.id === column.id)
          return (
            <li key={column.id} className="flex items-center gap-1">
              <CheckboxField
                className="mb-0! flex-1"
                label={column.header}
                checked={at >= 0}
                disabledReason={at >= 0 ? offReason(column) : undefined}
                onChange={() => onChange(toggleColumn(choice, column.id))}
              />
              {at >= 0 && (
                <>
                  <IconButton
                    icon="chevron-up"
                    size={12}
                    label={`Move ${column.header} to the left`}
                    disabledReason={at === 0 ? 'It is the first column' : undefined}
                    onClick={() => onChange(moveColumn(choice, column.id, at - 1))}
                  />
                  <IconButton
                    icon="chevron-down"
                    size={12}
                    label={`Move ${column.header} to the right`}
                    disabledReason={at === placed.length - 1 ? 'It is the last column' : undefined}
                    onClick={() => onChange(moveColumn(choice, column.id, at + 1))}
                  />
                </>
              )}
            </li>
          )
        })}
      </ul>
      <TextAction onClick={() => onChange(null)} className="-ml-1.5 mt-1">
        Reset columns
      </TextAction>
    </Popover>
  )
}
