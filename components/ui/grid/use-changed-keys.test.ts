import { expect, test } from 'vitest'
import { changedKeys } from './use-changed-keys.ts'

test('only rows that were there before with another version have changed', () => {
  const before = new Map([
    ['same', 1],
    ['changed', 1],
    ['gone', 1],
  ])
  const after = new Map([
    ['same', 1],
    ['changed', 2],
    ['new', 1],
  ])
  expect(changedKeys(before, after)).toEqual(['changed'])
  expect(changedKeys(new Map(), after)).toEqual([])
})
