import { expect, test } from 'vitest'
import { rangeText } from './grid-footer.tsx'

test.each([
  [0, 35, 812, '1 - 35 of 812 items'],
  [800, 12, 812, '801 - 812 of 812 items'],
  [0, 1, 1, '1 - 1 of 1 item'],
  [0, 0, 0, '0 items'],
  [0, 0, 5, '5 items'],
  [0, 0, undefined, ''],
  [9900, 100, 10_000, '9\u202f901 - 10\u202f000 of 10\u202f000 items'],
] as [number, number, number | undefined, string][])('%i, %i, %s', (offset, shown, total, text) =>
  expect(rangeText(offset, shown, total)).toBe(text),
)
