import { expect, test } from 'vitest'
import { pageRows } from './page-rows.ts'

const rows = ['web-10', 'web-2', 'api-1'].map((name, index) => ({
  id: String(index),
  name,
  phase: index === 1 ? 'Pending' : 'Running',
}))
const names = (query: Parameters<typeof pageRows>[1]) =>
  pageRows(rows, query, '7', { usual: 'name', text: ['name'] }).rows.map(({ name }) => name)

test.each([
  ['numbers in names count as numbers', {}, ['api-1', 'web-2', 'web-10']],
  ['descending', { sort: 'name', descending: true }, ['web-10', 'web-2', 'api-1']],
  ['searched', { q: 'WEB' }, ['web-2', 'web-10']],
  ['filtered', { filters: { phase: ['Pending'] } }, ['web-2']],
  ['an empty filter filters nothing', { filters: { phase: [] } }, ['api-1', 'web-2', 'web-10']],
  ['a window', { offset: 1, limit: 1 }, ['web-2']],
])('%s', (_what, query, expected) => {
  expect(names(query)).toEqual(expected)
})

test('the total counts what was found, not what is in the window', () => {
  expect(pageRows(rows, { q: 'web', limit: 1 }, '7', { usual: 'name', text: ['name'] })).toMatchObject({
    total: 2,
    revision: '7',
  })
})

test('an unknown column is refused', () => {
  expect(() => names({ sort: 'colour' })).toThrow(`can't sort or filter by "colour"`)
})
