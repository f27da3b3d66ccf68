import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellWhile } from './tell-while.mjs'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const longWork = (outcome: Promise<string>) => {
  const lines: string[] = []
  return {
    lines,
    done: tellWhile(
      (line: string) => lines.push(line),
      'Building',
      () => outcome,
    ),
  }
}

test('says what is done, and for how long it has been going on', async () => {
  let finish: (result: string) => void = () => {}
  const { lines, done } = longWork(
    new Promise((resolve) => {
      finish = resolve
    }),
  )
  await vi.advanceTimersByTimeAsync(31_000)
  finish('built')
  expect(await done).toBe('built')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(lines).toEqual(['Building …', '  … 15 s', '  … 30 s'])
})

test('is silent once it has failed', async () => {
  const { lines, done } = longWork(Promise.reject(new Error('no')))
  await expect(done).rejects.toThrow('no')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(lines).toEqual(['Building …'])
})
