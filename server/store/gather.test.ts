import { expect, test } from 'vitest'
import { gather } from './gather.ts'

test('calls made while a batch is under way go together, at most so many', async () => {
  const batches: number[][] = []
  const double = gather(async (items: number[]) => {
    batches.push(items)
    return items.map((item) => item * 2)
  }, 3)
  const first = double(1)
  await first
  expect(await Promise.all([2, 3, 4, 5].map(double))).toEqual([4, 6, 8, 10])
  expect(batches).toEqual([[1], [2, 3, 4], [5]])
})

test('each call has its own error, and one that spoils a batch fails alone', async () => {
  const check = gather(async (items: string[]) => {
    if (items.includes('poison')) throw new Error('poisoned')
    return items.map((item) => (item === 'bad' ? new Error('refused') : item))
  })
  const results = await Promise.allSettled(['good', 'bad', 'poison', 'fine'].map(check))
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message))).toEqual([
    'good',
    'refused',
    'poisoned',
    'fine',
  ])
})
