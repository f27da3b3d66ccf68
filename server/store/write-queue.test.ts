import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WriteOutcome } from './object-store.ts'
import { makeWrite } from './testing/writes.ts'
import { createWriteQueue, type QueuedWrite, takeBatch } from './write-queue.ts'

const queued = (name: string): QueuedWrite => ({ write: makeWrite('api', name), body: name })
const nameOf = ({ write }: QueuedWrite) => write.key.name
const done: WriteOutcome = { ok: false, reason: 'missing' }

describe('takeBatch', () => {
  const waiting = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), group: fc.integer({ min: 0, max: 4 }) }), {
    maxLength: 30,
  })

  test('taken again and again it gives everything once, no key twice in a batch, keys and groups in order', () => {
    fc.assert(
      fc.property(waiting, (entries) => {
        const given: { name: string; group: number; i: number }[] = []
        let rest = entries.map(({ name, group }, i) => ({ ...queued(name), group, i }))
        while (rest.length > 0) {
          const split = takeBatch(rest)
          expect(split.batch.length).toBeGreaterThan(0)
          expect(new Set(split.batch.map(nameOf)).size).toBe(split.batch.length)
          given.push(...split.batch.map((entry) => ({ name: nameOf(entry), group: entry.group, i: entry.i })))
          rest = split.rest
        }
        expect(given.map(({ i }) => i).toSorted((a, b) => a - b)).toEqual(entries.map((_, i) => i))
        for (const same of [
          (a: (typeof given)[0], b: (typeof given)[0]) => a.name === b.name,
          (a: (typeof given)[0], b: (typeof given)[0]) => a.group === b.group,
        ]) {
          given.forEach((entry, at) => {
            for (const later of given.slice(at + 1)) if (same(entry, later)) expect(later.i).toBeGreaterThan(entry.i)
          })
        }
      }),
    )
  })
})

describe('createWriteQueue', () => {
  /** A queue whose batches end when the test says so. */
  const manual = () => {
    const batches: { names: string[]; end(outcomes: (WriteOutcome | Error)[]): void; fail(error: Error): void }[] = []
    const queue = createWriteQueue(
      (batch) => new Promise((resolve, reject) => batches.push({ names: batch.map(nameOf), end: resolve, fail: reject })),
    )
    const started = async (count: number) => {
      while (batches.length < count) await new Promise((resolve) => setImmediate(resolve))
      return batches[count - 1] as (typeof batches)[0]
    }
    return { queue, batches, started }
  }

  test('what comes together goes together, and what comes while a batch is under way goes in the next', async () => {
    const { queue, started } = manual()
    const outcomes = [...queue.push([queued('a')]), ...queue.push([queued('b')])]
    const first = await started(1)
    expect(first.names).toEqual(['a', 'b'])
    outcomes.push(...queue.push([queued('c')]), ...queue.push([queued('d')]))
    first.end([done, done])
    const second = await started(2)
    expect(second.names).toEqual(['c', 'd'])
    second.end([done, done])
    expect(await Promise.all(outcomes)).toEqual([done, done, done, done])
  })

  test('an error of one write is its own, and one of the batch is everybody’s; the queue goes on', async () => {
    const { queue, started } = manual()
    const outcomes = queue.push([queued('a'), queued('b')])
    const settled = Promise.allSettled(outcomes)
    ;(await started(1)).end([done, new Error('b is bad')])
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    const both = Promise.allSettled(queue.push([queued('c'), queued('d')]))
    ;(await started(2)).fail(new Error('gone'))
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const [last] = queue.push([queued('e')])
    ;(await started(3)).end([done])
    expect(await last).toBe(done)
  })
})
