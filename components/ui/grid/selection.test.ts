import { expect, test } from 'vitest'
import { addRange, coverage, keepExisting, toggleAll, toggleKey } from './selection.ts'

const keys = ['a', 'b', 'c', 'd']
const of = (...chosen: string[]) => new Set(chosen)

test('toggling leaves the given selection alone', () => {
  const before = of('a')
  expect(toggleKey(before, 'b')).toEqual(of('a', 'b'))
  expect(toggleKey(before, 'a')).toEqual(of())
  expect(before).toEqual(of('a'))
})

test.each([
  ['down', 'b', 'd', ['a', 'b', 'c', 'd']],
  ['up', 'd', 'c', ['a', 'c', 'd']],
  ['from nowhere', null, 'c', ['a', 'c']],
  ['from a row that is gone', 'x', 'c', ['a', 'c']],
  ['to a row that is gone', 'b', 'x', ['a']],
])('a range %s', (_, anchor, to, expected) => expect(addRange(of('a'), keys, anchor, to)).toEqual(of(...expected)))

test.each([
  [[], 'none'],
  [['x'], 'none'],
  [['a'], 'some'],
  [keys, 'all'],
] as const)('coverage of %s', (chosen, expected) => expect(coverage(of(...chosen), keys)).toBe(expected))

test('select all keeps other pages, and a second time takes only this page out', () => {
  const all = toggleAll(of('other'), keys)
  expect(all).toEqual(of('other', ...keys))
  expect(toggleAll(all, keys)).toEqual(of('other'))
})

test('what is gone leaves the selection; nothing gone changes nothing', () => {
  const selection = of('a', 'b')
  expect(keepExisting(selection, of('b', 'z'))).toEqual(of('a'))
  expect(keepExisting(selection, of('z'))).toBe(selection)
})
