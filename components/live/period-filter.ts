import type { ColumnFilter } from '#components/ui/grid/column.ts'
import { PERIODS } from '#domain/period.ts'

/** For a column that holds a time: how long ago it may be at most. */
export const periodFilter: ColumnFilter = {
  kind: 'one',
  options: Object.entries(PERIODS).map(([value, label]) => ({ value, label })),
}
