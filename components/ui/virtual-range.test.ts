import { expect, test } from 'vitest'
import { virtualRange } from './virtual-range.ts'

const range = (startIndex: number, endIndex: number, count: number, overscan = 10) => ({ startIndex, endIndex, count, overscan })

test('nothing to draw for an empty list', () => expect(virtualRange(range(0, 0, 0))).toEqual([]))

test('the margin stops at the ends', () => {
  expect(virtualRange(range(0, 4, 6))).toEqual([0, 1, 2, 3, 4, 5])
  expect(virtualRange(range(50, 54, 100, 2))).toEqual([48, 49, 50, 51, 52, 53, 54, 55, 56])
})

test.each([
  ['above', 3, 0],
  ['below', 990, -1],
])('a kept row %s the view stays drawn', (_, keep, at) => {
  const indexes = virtualRange(range(500, 520, 1000), keep)
  expect(indexes.at(at)).toBe(keep)
  expect(new Set(indexes).size).toBe(indexes.length)
})

test('never more than the most, whatever the window and the margin', () => {
  for (const seen of [10, 60, 79, 80, 200]) {
    const indexes = virtualRange(range(100, 100 + seen - 1, 10_000, 50), 9_000)
    expect(indexes.length).toBeLessThanOrEqual(80)
    expect(indexes[0]).toBeLessThanOrEqual(100)
  }
})

test('a kept row that is no longer in the list is forgotten', () => {
  expect(virtualRange(range(0, 2, 3), 7)).toEqual([0, 1, 2])
})
