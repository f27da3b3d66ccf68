import { expect, test } from 'vitest'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { WorkQueue } from './queue.ts'

const queueWithClock = () => {
  const clock = fakeClock()
  return { clock, queue: new WorkQueue(clock) }
}

test('a key that is added twice is worked on once, and keys come in order', async () => {
  const { queue } = queueWithClock()
  for (const key of ['a', 'b', 'a']) queue.add(key)
  expect(queue.length).toBe(2)
  expect([await queue.take(), await queue.take()]).toEqual(['a', 'b'])
  expect(queue.length).toBe(0)
})

test('a key is never with two workers: added while worked on, it waits until that is done', async () => {
  const { queue } = queueWithClock()
  queue.add('a')
  expect(await queue.take()).toBe('a')
  queue.add('a')
  queue.add('a')
  expect(queue.length).toBe(0)
  let second: string | undefined
  const taking = queue.take().then((key) => {
    second = key
  })
  await Promise.resolve()
  expect(second).toBeUndefined()
  queue.done('a')
  await taking
  expect(second).toBe('a')
  queue.done('a')
  expect(queue.length).toBe(0)
})

test('failures come back later and later, up to a minute, and a success starts anew', () => {
  const { clock, queue } = queueWithClock()
  const pauses: number[] = []
  const wait = () => {
    queue.retry('a')
    let waited = 0
    while (queue.length === 0) {
      clock.advance(10)
      waited += 10
    }
    void queue.take()
    queue.done('a')
    pauses.push(waited)
  }
  for (let i = 0; i < 12; i++) wait()
  expect(pauses.slice(0, 4)).toEqual([50, 100, 200, 400])
  expect(pauses.at(-1)).toBe(60_000)
  queue.forget('a')
  wait()
  expect(pauses.at(-1)).toBe(50)
})

test('of two times set for a key the earlier counts', () => {
  const { clock, queue } = queueWithClock()
  queue.addAfter('a', 1000)
  queue.addAfter('a', 5000)
  queue.addAfter('b', 5000)
  queue.addAfter('b', 1000)
  clock.advance(1000)
  expect(queue.length).toBe(2)
  clock.advance(10_000)
  expect(queue.length).toBe(2)
})

test('stopping lets everyone who waits go, and nothing is taken in any more', async () => {
  const { clock, queue } = queueWithClock()
  const waiting = [queue.take(), queue.take()]
  queue.addAfter('later', 10)
  queue.stop()
  expect(await Promise.all(waiting)).toEqual([undefined, undefined])
  queue.add('a')
  clock.advance(1000)
  expect([queue.length, clock.waiting, await queue.take()]).toEqual([0, 0, undefined])
})
