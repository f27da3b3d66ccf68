import { expect, test } from 'vitest'
import { bytesText, mhzText, mibText } from './amounts.ts'

test.each([
  [mhzText(0), '0 MHz'],
  [mhzText(850), '850 MHz'],
  [mhzText(48_200), '48.2 GHz'],
  [bytesText(0), '0 B'],
  [bytesText(1536 * 1024 ** 2), '1.5 GiB'],
  [bytesText(192 * 1024 ** 3), '192 GiB'],
  [mibText(512), '512 MiB'],
  [mibText(10 * 1024 ** 2), '10 TiB'],
])('%s', (text, expected) => {
  expect(text).toBe(expected)
})
