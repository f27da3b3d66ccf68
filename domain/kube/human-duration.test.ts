import { expect, test } from 'vitest'
import { age, humanDuration } from './human-duration.ts'

const S = 1000
const M = 60 * S
const H = 60 * M
const D = 24 * H

test.each([
  [0, '0s'],
  [13 * S, '13s'],
  [119 * S, '119s'],
  [2 * M, '2m'],
  [2 * M + 30 * S, '2m30s'],
  [15 * M, '15m'],
  [3 * H + 20 * M, '3h20m'],
  [9 * H, '9h'],
  [2 * D + 4 * H, '2d4h'],
  [10 * D, '10d'],
  [3 * 365 * D + 50 * D, '3y50d'],
  [9 * 365 * D, '9y'],
  [-5 * S, '<invalid>'],
])('%d ms is %s', (milliseconds, expected) => {
  expect(humanDuration(milliseconds)).toBe(expected)
})

test('without a time the age is unknown', () => {
  expect(age(undefined, new Date())).toBe('<unknown>')
})
