import { expect, test } from 'vitest'
import { parseNumber } from './number-field.tsx'

test.each([
  ['12', 12],
  ['1,5', 1.5],
  ['1.5', 1.5],
  ['1 000', 1000],
  ['1\u00a0000', 1000],
  ['.5', 0.5],
  ['5.', 5],
  ['-3', -3],
  ['', null],
  ['-', null],
  ['abc', null],
  ['1e5', null],
  ['1,000.5', null],
  ['Infinity', null],
])('"%s" is %s', (text, value) => expect(parseNumber(text)).toBe(value))
