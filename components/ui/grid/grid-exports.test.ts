import { expect, test, vi } from 'vitest'
import { gridExports } from './grid-exports.ts'

const onExport = vi.fn<(scope: 'all' | 'selected') => void>()
const onSelectionChange = () => undefined

test('all rows that there are can be exported, not only those that are loaded', () => {
  const [all, selected] = gridExports({ onExport, onSelectionChange, total: 1200, selection: new Set(['a', 'b']) })
  expect(all?.label).toBe('All rows (1200)')
  expect(selected?.label).toBe('Selected rows (2)')
  all?.onSelect?.()
  selected?.onSelect?.()
  expect(onExport.mock.calls).toEqual([['all'], ['selected']])
})

test('what cannot be exported says why, and a list without selection offers none', () => {
  const [all, selected] = gridExports({ onExport, onSelectionChange, total: 0, selection: new Set() })
  expect([all?.disabledReason, selected?.disabledReason]).toEqual(['There is nothing to export', 'No row is selected'])
  expect(gridExports({ onExport, total: 3 }).map(({ id }) => id)).toEqual(['all'])
  expect(gridExports({ total: 3 })).toEqual([])
})
