import { expect, test } from 'vitest'
import { absoluteTime } from './age.tsx'

test.each([
  ['2026-11-23T07:12:03Z', 'Europe/Stockholm', '2026-11-23 08:12:03'],
  ['2026-07-01T22:30:00Z', 'Europe/Stockholm', '2026-07-02 00:30:00'],
  [0, 'UTC', '1970-01-01 00:00:00'],
])('%s in %s', (at, zone, text) => expect(absoluteTime(at, zone)).toBe(text))
