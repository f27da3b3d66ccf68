import { expect, test } from 'vitest'
import {
  type Column,
  columnChoice,
  gridTemplate,
  LEAST_WIDTH,
  moveColumn,
  placeColumns,
  resizeColumn,
  toggleColumn,
  totalWidth,
} from './column.ts'

const column = (id: string, more: Partial<Column<null>> = {}): Column<null> => ({ id, header: id, cell: () => id, ...more })
const columns = [
  column('name', { fixed: true, grow: 2, width: 200 }),
  column('cpu', { width: 80 }),
  column('age', { hidden: true }),
]
const ids = (choice: { id: string }[]) => choice.map(({ id }) => id)

test.each([
  ['without a choice: all that are not hidden', null, ['name', 'cpu']],
  ['the choice in its order', [{ id: 'age' }, { id: 'name' }], ['age', 'name']],
  ['a fixed column cannot be left out', [{ id: 'cpu' }], ['name', 'cpu']],
  ['unknown columns are ignored', [{ id: 'gone' }, { id: 'name' }], ['name']],
])('%s', (_, choice, expected) => expect(ids(placeColumns(columns, choice))).toEqual(expected))

test('a choice of only unknown columns falls back to the default', () => {
  expect(ids(placeColumns([column('a')], [{ id: 'x' }]))).toEqual(['a'])
})

test('the template: growing columns share the room, resized ones are fixed, and something always fills the row', () => {
  expect(gridTemplate(placeColumns(columns, null), 60)).toBe('60px minmax(200px,2fr) 80px')
  expect(gridTemplate(placeColumns(columns, [{ id: 'name', width: 250 }, { id: 'cpu' }]), 0)).toBe('250px 80px minmax(0,1fr)')
  expect(totalWidth(placeColumns(columns, null), 60)).toBe(340)
})

test('resizing changes one column and not below the least', () => {
  const choice = columnChoice(placeColumns(columns, null))
  expect(resizeColumn(choice, 'cpu', 99.6)).toEqual([{ id: 'name' }, { id: 'cpu', width: 100 }])
  expect(resizeColumn(choice, 'cpu', 3)[1]).toEqual({ id: 'cpu', width: LEAST_WIDTH })
})

test.each([
  ['a', 2, ['b', 'c', 'a']],
  ['c', 0, ['c', 'a', 'b']],
  ['b', 99, ['a', 'c', 'b']],
  ['b', -1, ['b', 'a', 'c']],
  ['x', 0, ['a', 'b', 'c']],
])('moving %s to %i', (id, to, expected) =>
  expect(ids(moveColumn([{ id: 'a' }, { id: 'b' }, { id: 'c' }], id, to))).toEqual(expected),
)

test('toggling shows at the end and hides', () => {
  expect(ids(toggleColumn([{ id: 'a' }], 'b'))).toEqual(['a', 'b'])
  expect(ids(toggleColumn([{ id: 'a' }, { id: 'b' }], 'a'))).toEqual(['b'])
})
