import { expect, test } from 'vitest'
import { sparklinePath } from './sparkline.tsx'

test.each([
  ['a line', [0, 5, 10], 'M0 10L10 5L20 0'],
  ['values beyond the top are cut', [20, -3], 'M0 0L20 10'],
  ['a gap breaks the line', [0, 0, null, 10, 10], 'M0 10L5 10M15 0L20 0'],
  ['a lone value is a dot', [null, 10, null], 'M10 0h0.01'],
  ['nothing', [null, null], ''],
] as const)('%s', (_, values, path) => expect(sparklinePath([...values], 20, 10, 10)).toBe(path))

test('with no positive maximum the line lies on the ground', () => {
  expect(sparklinePath([0, 0], 20, 10, 0)).toBe('M0 10L20 10')
})
