import { expect, test } from 'vitest'
import { slowStart } from './slow-start.ts'

test.each([
  { count: 0, batches: [] },
  { count: 1, batches: [1] },
  { count: 10, batches: [1, 2, 4, 3] },
])('$count in batches of $batches', async ({ count, batches }) => {
  const seen: number[] = []
  let running = 0
  await slowStart(count, async () => {
    running++
    await Promise.resolve()
    if (running > 0) seen.push(running)
    running = 0
  })
  expect(seen).toEqual(batches)
})

test('stops after the first batch that has a failure, and says which', async () => {
  let asked = 0
  const work = async () => {
    asked++
    if (asked === 3) throw new Error('no room')
  }
  await expect(slowStart(1000, work)).rejects.toThrow('no room')
  expect(asked).toBe(3)
})
