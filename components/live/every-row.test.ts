import { expect, test } from 'vitest'
import { everyRow } from './every-row.ts'

const list = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `row-${at}` }))
const idOf = ({ id }: { id: string }) => id

/** A server that cuts windows from what the list is at that moment. */
const serverOf = (now: () => { id: string }[]) => {
  const asked: (number | undefined)[] = []
  const ask = async ({ offset = 0, limit = 100 }: { offset?: number; limit?: number }) => {
    asked.push(offset)
    const all = now()
    return { rows: all.slice(offset, offset + Math.min(limit, 500)), total: all.length, revision: '1' }
  }
  return { ask, asked }
}

test.each([
  [0, [0]],
  [500, [0]],
  [1234, [0, 500, 1000]],
])('%i rows come in windows of 500', async (count, windows) => {
  const all = list(count)
  const { ask, asked } = serverOf(() => all)
  expect(await everyRow(ask, idOf)).toEqual(all)
  expect(asked).toEqual(windows)
})

test('rows that move up while the list is read are there once, and one that shrinks ends', async () => {
  let all = list(1001)
  const { ask } = serverOf(() => {
    const seen = all
    all = [{ id: 'new' }, ...all.slice(0, 900)]
    return seen
  })
  const rows = await everyRow(ask, idOf)
  expect(new Set(rows.map(idOf)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThanOrEqual(900)
})
