import { expect, test } from 'vitest'
import { logFilter } from './log-filter.ts'

test.each([
  ['', 'anything', true],
  ['ERROR', 'an error came', true],
  ['warn', 'an error came', false],
  ['/limit=4\\d+$/', 'GET limit=42', true],
  ['/limit=4\\d+$/', 'GET limit=42 ok', false],
  ['/ERROR/', 'an error came', false],
  ['/ERROR/i', 'an error came', true],
  ['/var/log', 'see /var/log/x', true],
])('%s on "%s": %s', (typed, line, matches) => expect(logFilter(typed).matches(line)).toBe(matches))

test('a broken expression shows every line and says why', () => {
  const filter = logFilter('/(/')
  expect(filter.matches('x')).toBe(true)
  expect(filter.error).toMatch(/expression/i)
})
