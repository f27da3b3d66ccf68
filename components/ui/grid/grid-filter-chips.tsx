'use client'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { Column } from './column.ts'
import type { GridState } from './grid-state.ts'

/** A filter in words: the column and the values that are kept, also when the column is hidden or scrolled away. */
export const filterText = <Row,>(columns: readonly Column<Row>[], id: string, values: readonly string[]): string => {
  const column = columns.find((each) => each.id === id)
  const options = column?.filter && column.filter.kind !== 'text' ? column.filter.options : []
  const label = (value: string) => options.find((option) => option.value === value)?.label ?? value
  return `${column?.header ?? id}: ${values.map(label).join(', ')}`
}

/** What the list is narrowed to, each with a cross: a link from elsewhere brings filters that nobody has set here. */
export function GridFilterChips<Row>({
  columns,
  state,
  onStateChange,
}: {
  columns: Column<Row>[]
  state: GridState
  onStateChange(next: GridState): void
}) {
  const filters = Object.entries(state.filters).filter(([, values]) => values.length > 0)
  if (filters.length === 0) return null
  const drop = (id: string) => {
    const { [id]: _, ...rest } = state.filters
    onStateChange({ ...state, filters: rest, offset: 0 })
  }
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-2 border-b border-line-soft px-3 py-1 text-grid">
      {filters.map(([id, values]) => {
        const text = filterText(columns, id, values)
        return (
          <li key={id} className="flex min-w-0 items-center rounded-sm border border-line bg-selected pl-2 text-on-selected">
            <span className="truncate">{text}</span>
            <IconButton icon="close" size={10} label={`Remove the filter ${text}`} onClick={() => drop(id)} />
          </li>
        )
      })}
      {filters.length > 1 && (
        <li>
          <TextAction onClick={() => onStateChange({ ...state, filters: {}, offset: 0 })}>Clear all</TextAction>
        </li>
      )}
    </ul>
  )
}
