import { expect, test } from 'vitest'
import { earliestStart, periodStart } from './period.ts'

const now = new Date('2026-07-12T12:00:00Z')

test('a period ends now', () => {
  expect(periodStart('24h', now).toISOString()).toBe('2026-07-11T12:00:00.000Z')
})

test('of several periods the longest counts', () => {
  expect(earliestStart('at', ['1h', '7d', '24h'], now).toISOString()).toBe('2026-07-05T12:00:00.000Z')
})

test.each(['25h', '', 'constructor'])('"%s" is refused with what is possible', (name) => {
  expect(() => earliestStart('at', [name], now)).toThrow('possible are: 1h, 24h, 7d, 30d')
})
