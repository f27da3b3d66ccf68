import { expect, test } from 'vitest'
import { usageTone } from './usage-bar.tsx'

test.each([
  [50, 100, 'normal'],
  [79.9, 100, 'normal'],
  [80, 100, 'warning'],
  [95, 100, 'alert'],
  [120, 100, 'alert'],
  [120, null, 'normal'],
  [0, 0, 'normal'],
  [1, 0, 'alert'],
] as const)('%s of %s is %s', (used, capacity, tone) => expect(usageTone(used, capacity)).toBe(tone))
