import { expect, test } from 'vitest'
import { coalesce } from './coalesce.ts'

test('asked often while it runs, it runs once more, and never twice at once', async () => {
  let runs = 0
  let atOnce = 0
  const ends: (() => void)[] = []
  const work = coalesce(async () => {
    runs++
    atOnce++
    expect(atOnce).toBe(1)
    await new Promise<void>((resolve) => ends.push(resolve))
    atOnce--
  })
  for (let i = 0; i < 5; i++) work.ask()
  expect(runs).toBe(1)
  ends[0]?.()
  while (ends.length < 2) await new Promise((resolve) => setImmediate(resolve))
  ends[1]?.()
  await work.idle()
  expect(runs).toBe(2)
})

test('an error ends a run and not the next one', async () => {
  let runs = 0
  const work = coalesce(async () => {
    if (++runs === 1) throw new Error('away')
  })
  work.ask()
  await work.idle()
  work.ask()
  await work.idle()
  expect(runs).toBe(2)
})
