import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuantity } from '#domain/kube/quantity.ts'
import { canonicalQuantity } from './canonical-quantity.ts'

test.each([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['2000', '2k'],
  ['1024Mi', '1Gi'],
  ['512Mi', '512Mi'],
  ['0.5Gi', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['1000Ki', '1000Ki'],
  ['100Ki', '100Ki'],
  ['0.5Ki', '512'],
  ['1Ki', '1Ki'],
  ['0.1Ki', '102400m'],
  ['0', '0'],
  ['0Gi', '0'],
  ['-0.5', '-500m'],
  ['+5', '5'],
  ['1e3', '1e3'],
  ['12e6', '12e6'],
  ['1.5E3', '1500'],
  ['0.0000000001', '1n'],
  ['.5', '500m'],
  ['5.', '5'],
  ['10E', '10E'],
  ['lots', 'lots'],
  ['', ''],
])('%s is kept as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical)
})

test('the amount stays the same, and a canonical text stays as it is', () => {
  const suffix = fc.constantFrom('', 'm', 'u', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), suffix, (number, unit) => {
      const text = `${number}${unit}`
      const canonical = canonicalQuantity(text)
      const amount = parseQuantity(text)
      expect(Math.abs(parseQuantity(canonical) - amount)).toBeLessThanOrEqual(amount * 1e-12)
      expect(canonicalQuantity(canonical)).toBe(canonical)
    }),
  )
})
