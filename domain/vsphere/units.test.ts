import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mebibytesOf, mhzOf, millicoresOf, storageClassName } from './units.ts'

test('a limit in MHz is never less in millicores, and a whole limit in use shows as exactly that', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 10_000_000 }), fc.integer({ min: 1000, max: 6000 }), (mhz, coreMhz) => {
      const millicores = millicoresOf(mhz, coreMhz)
      expect((millicores * coreMhz) / 1000).toBeGreaterThanOrEqual(mhz)
      expect(mhzOf(millicores, coreMhz) - mhz).toBeLessThan(coreMhz / 1000 + 1)
    }),
  )
})

test('memory is counted up', () => expect([0, 1, 1024 ** 2, 1024 ** 2 + 1].map(mebibytesOf)).toEqual([0, 1, 1, 2]))

test.each([
  ['Gold', 'gold'],
  ['vSAN Default Storage Policy', 'vsan-default-storage-policy'],
  ['  --x.y--  ', 'x-y'],
  ['åäö', 'policy'],
])('%s becomes the StorageClass %s', (name, expected) => expect(storageClassName(name)).toBe(expected))
