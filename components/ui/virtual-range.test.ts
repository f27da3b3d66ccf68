import { expect, test } from 'vitest'
import { slotsOf, virtualRange } from './virtual-range.ts'

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

test('no element shows two rows, wherever the kept row stands', () => {
  for (const keep of [-1, 0, 5, 29, 99, 160, 9_999]) {
    for (const start of [0, 1, 30, 79, 80, 9_960]) {
      const indexes = virtualRange(range(start, start + 38, 10_000, 8), keep)
      const slots = slotsOf(indexes)
      expect(new Set(slots).size, `${keep} ${start}`).toBe(indexes.length)
    }
  }
})

test('a row that stays in sight stays in its element', () => {
  const before = virtualRange(range(0, 38, 1000, 8), 0)
  const after = virtualRange(range(20, 58, 1000, 8), 0)
  const slotOf = (indexes: number[], index: number) => slotsOf(indexes)[indexes.indexOf(index)]
  for (const index of [20, 30, 38]) expect(slotOf(after, index)).toBe(slotOf(before, index))
  expect(slotOf(after, 0)).toBe('kept')
})
