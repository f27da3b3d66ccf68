import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultGridState, type GridState, gridQueryKey, gridStateFromParams, gridStateToParams } from './grid-state.ts'

const read = (query: string, prefix = '') => gridStateFromParams(new URLSearchParams(query), defaultGridState, prefix)

test('the defaults make an empty query, and an empty query the defaults', () => {
  expect(gridStateToParams(defaultGridState).toString()).toBe('')
  expect(read('')).toEqual(defaultGridState)
})

test('reads a link', () => {
  expect(read('q=web&sort=-age&f=status:Running,Pending&f=name:a&cols=name,cpu~120&offset=100&limit=50')).toEqual({
    q: 'web',
    sort: 'age',
    dir: 'desc',
    filters: { status: ['Running', 'Pending'], name: ['a'] },
    columns: [{ id: 'name' }, { id: 'cpu', width: 120 }],
    offset: 100,
    limit: 50,
  })
})

test.each([
  ['offset=-5', 'offset', 0],
  ['offset=1e9', 'offset', 0],
  ['limit=0', 'limit', 100],
  ['limit=999999', 'limit', 1000],
  ['limit=abc', 'limit', 100],
  ['cols=', 'columns', null],
  ['f=nonsense', 'filters', {}],
  ['f=:x', 'filters', {}],
] as const)('%s cannot break a page', (query, field, value) => expect(read(query)[field]).toEqual(value))

test('a hand-made width is kept within reason', () => {
  expect(read('cols=a~5,b~99999,c~x,d~80').columns).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd', width: 80 }])
})

test('foreign parameters stay and two grids do not meet', () => {
  const base = new URLSearchParams('tab=pods&b.q=other')
  const params = gridStateToParams({ ...defaultGridState, q: 'web' }, base, defaultGridState, 'a.')
  expect(params.toString()).toBe('tab=pods&b.q=other&a.q=web')
  expect(base.toString()).toBe('tab=pods&b.q=other')
  expect(gridStateFromParams(params, defaultGridState, 'b.').q).toBe('other')
})

test('going back to the defaults takes the parameters out again', () => {
  const params = gridStateToParams({ ...defaultGridState, sort: 'name', offset: 100 }, new URLSearchParams('x=1'))
  expect(gridStateToParams(defaultGridState, params).toString()).toBe('x=1')
})

test('columns are only looks and do not change what is asked for', () => {
  expect(gridQueryKey({ ...defaultGridState, columns: [{ id: 'a' }] })).toBe(gridQueryKey(defaultGridState))
  expect(gridQueryKey({ ...defaultGridState, sort: 'a' })).not.toBe(gridQueryKey(defaultGridState))
})

const id = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
const state: fc.Arbitrary<GridState> = fc.record({
  q: fc.string(),
  sort: fc.option(id.filter((text) => !text.startsWith('-'))),
  dir: fc.constantFrom('asc' as const, 'desc' as const),
  filters: fc.dictionary(
    id.filter((text) => text !== '__proto__'),
    fc.array(id, { minLength: 1, maxLength: 4 }),
  ),
  columns: fc.option(
    fc.array(fc.oneof(fc.record({ id }), fc.record({ id, width: fc.integer({ min: 48, max: 900 }) })), {
      minLength: 1,
      maxLength: 6,
    }),
  ),
  offset: fc.nat(100_000),
  limit: fc.integer({ min: 1, max: 1000 }),
})

test('whatever is written is read back, through a real URL', () => {
  fc.assert(
    fc.property(state, (written) => {
      // A direction without a column to sort by says nothing and is not kept.
      const expected = written.sort === null ? { ...written, dir: 'asc' } : written
      const url = new URL(`https://example.test/?${gridStateToParams(written)}`)
      const read = gridStateFromParams(url.searchParams)
      expect({ ...read, filters: { ...read.filters } }).toEqual({ ...expected, filters: { ...expected.filters } })
    }),
  )
})
