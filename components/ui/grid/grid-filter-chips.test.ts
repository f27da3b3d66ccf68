import { expect, test } from 'vitest'
import type { Column } from './column.ts'
import { filterText } from './grid-filter-chips.tsx'

const columns: Column<null>[] = [
  { id: 'state', header: 'Status', cell: () => null, filter: { kind: 'choice', options: [{ value: 'ERROR', label: 'Failed' }] } },
  { id: 'name', header: 'Name', cell: () => null, filter: { kind: 'text' } },
]

test.each([
  ['a chosen value in its own words', 'state', ['ERROR'], 'Status: Failed'],
  ['a value that is no longer offered as it is', 'state', ['ERROR', 'LOST'], 'Status: Failed, LOST'],
  ['a text', 'name', ['web'], 'Name: web'],
  ['a field without a column', 'nearLimit', ['CPU'], 'nearLimit: CPU'],
])('%s', (_what, id, values, text) => expect(filterText(columns, id, values)).toBe(text))
