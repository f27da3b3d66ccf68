import { expect, test } from 'vitest'
import { relativeAge } from './relative-age.ts'

test.each([
  [-5_000, 'now'],
  [0, 'now'],
  [999, 'now'],
  [1_000, '1 s'],
  [59_999, '59 s'],
  [60_000, '1 m'],
  [134_000, '2 m 14 s'],
  [599_999, '9 m 59 s'],
  [619_000, '10 m'],
  [3_599_000, '59 m'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 m'],
  [86_400_000, '1 d'],
  [93_600_000, '1 d 2 h'],
])('%i ms ago reads "%s"', (age, text) => expect(relativeAge(1_700_000_000_000 - age, 1_700_000_000_000)).toBe(text))
