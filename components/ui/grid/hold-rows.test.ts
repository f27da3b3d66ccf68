import { expect, test } from 'vitest'
import { holdRows } from './hold-rows.ts'

interface Row {
  key: string
  value: number
}
const rows = (text: string, value = 0): Row[] => [...text].map((key) => ({ key, value }))
const keys = (list: Row[]) => list.map((row) => row.key).join('')

test.each([
  ['nothing shown yet: everything comes in', '', 'abc', true, 'abc', '', 0],
  ['news in the middle waits', 'ace', 'abcde', true, 'ace', '', 2],
  ['news on top waits', 'bc', 'abc', true, 'bc', '', 1],
  ['news at the end moves nothing and comes in', 'ab', 'abcd', true, 'abcd', '', 0],
  ['another order keeps the shown one', 'abc', 'cba', true, 'abc', '', 0],
  ['a deleted row stays, marked', 'abc', 'ac', true, 'abc', 'b', 0],
  ['a row pushed off the page is not known to be deleted', 'abc', 'xab', false, 'abc', '', 1],
  ['a wholly different list is shown at once', 'abc', 'xyz', true, 'xyz', '', 0],
  ['an emptied list too', 'abc', '', true, '', '', 0],
])('%s', (_, shown, incoming, complete, expected, gone, fresh) => {
  const held = holdRows(rows(shown), rows(incoming), (row) => row.key, complete)
  expect(keys(held.rows)).toBe(expected)
  expect([...held.gone].join('')).toBe(gone)
  expect(held.fresh).toBe(fresh)
})

test('rows that stay take their news', () => {
  const held = holdRows(rows('ab'), [...rows('x', 1), ...rows('ab', 7)], (row) => row.key, true)
  expect(held.rows.map((row) => row.value)).toEqual([7, 7])
})
