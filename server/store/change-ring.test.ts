import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChangeRing } from './change-ring.ts'
import type { LoggedChange } from './read-log.ts'

const change = (position: number, text = 'x'): LoggedChange => ({ position, text, revision: String(position) }) as LoggedChange

test('it holds the newest changes without gaps, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 7 })),
      (head, max, sizes) => {
        const ring = createChangeRing(head, max, 1000)
        let next = head + 1
        for (const size of sizes) {
          ring.append(Array.from({ length: size }, () => change(next++)))
          ring.trim()
          expect(ring.head).toBe(next - 1)
          expect(ring.head - ring.floor).toBe(Math.min(max, next - 1 - head))
          const held = ring.after(ring.floor, Number.MAX_SAFE_INTEGER).map(({ position }) => position)
          expect(held).toEqual(Array.from({ length: ring.head - ring.floor }, (_, i) => ring.floor + 1 + i))
          for (const position of held) expect(ring.at(position)?.position).toBe(position)
          expect(ring.at(ring.floor)).toBeUndefined()
          expect(ring.at(ring.head + 1)).toBeUndefined()
        }
      },
    ),
  )
})

test('long texts push old changes out, but never the newest', () => {
  const ring = createChangeRing(0, 100, 10)
  ring.append([change(1, 'aaaa'), change(2, 'bbbb'), change(3, 'cccc')])
  expect([ring.floor, ring.head]).toEqual([0, 3])
  ring.trim()
  expect([ring.floor, ring.head]).toEqual([1, 3])
  ring.append([change(4, 'd'.repeat(50))])
  ring.trim()
  expect([ring.floor, ring.head]).toEqual([3, 4])
})

test('a reset forgets all and goes on from there', () => {
  const ring = createChangeRing(0, 100, 1000)
  ring.append([change(1), change(2)])
  ring.reset(7)
  expect(ring.after(7, 10)).toEqual([])
  ring.append([change(8)])
  expect([ring.floor, ring.head]).toEqual([7, 8])
})
