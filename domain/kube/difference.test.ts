import { expect, test } from 'vitest'
import { difference } from './difference.ts'

test.each<[unknown, unknown, unknown]>([
  [
    { a: 1, b: { c: 1, d: [1] } },
    { a: 1, b: { c: 2, d: [1] } },
    { before: { b: { c: 1 } }, after: { b: { c: 2 } } },
  ],
  [{ a: [1, 2] }, { a: [1] }, { before: { a: [1, 2] }, after: { a: [1] } }],
  [{ a: 1 }, {}, { before: { a: 1 }, after: {} }],
  [{}, { a: 1 }, { before: {}, after: { a: 1 } }],
  [{ a: 1 }, { a: 1 }, undefined],
  [1, 'x', { before: 1, after: 'x' }],
])('%j and %j', (before, after, expected) => {
  expect(difference(before, after)).toEqual(expected)
})
