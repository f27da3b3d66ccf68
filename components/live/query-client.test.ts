import { QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { queryKey } from '#domain/client/queries.ts'
import { applyBatch, createQueryClient } from './query-client.ts'
import { createRefreshQueue } from './refresh-queue.ts'

const key = queryKey('tasks', {})
const page = { rows: [{ id: 'task-1', progress: 10 }], total: 1, revision: '1' }
const told = { api: 'inventory', kind: 'Task', namespace: '', name: 'task-1', operation: 'MODIFIED' as const, revision: '2' }

afterEach(() => vi.useRealTimers())

test('a change that brings its row is shown at once and asks nothing', () => {
  const client = createQueryClient()
  client.setQueryData(key, page)
  expect(applyBatch(client, { changes: [{ ...told, row: { progress: 60 } }] })).toEqual([])
  expect(client.getQueryData(key)).toMatchObject({ rows: [{ progress: 60 }] })
})

test('answers that did not change keep their identity, so nothing is drawn again', () => {
  const client = createQueryClient()
  client.setQueryData(key, page)
  applyBatch(client, { changes: [{ ...told, kind: 'Event' }] })
  expect(client.getQueryData(key)).toBe(page)
})

test('a stale answer that is shown is read again once, however often it was told', async () => {
  vi.useFakeTimers()
  const client = createQueryClient()
  client.setQueryData(key, page)
  const queryFn = vi.fn(async () => page)
  const stop = new QueryObserver(client, { queryKey: key, queryFn }).subscribe(() => undefined)
  const queue = createRefreshQueue(client)
  for (let times = 0; times < 5; times++) queue.add(applyBatch(client, { changes: [told] }))
  await vi.advanceTimersByTimeAsync(1000)
  expect(queryFn).toHaveBeenCalledTimes(1)
  stop()
})

test('a change during the reading makes it read again afterwards', async () => {
  vi.useFakeTimers()
  const client = createQueryClient()
  client.setQueryData(key, page)
  const answers: (() => void)[] = []
  const queryFn = vi.fn(() => new Promise<typeof page>((resolve) => answers.push(() => resolve(page))))
  const stop = new QueryObserver(client, { queryKey: key, queryFn }).subscribe(() => undefined)
  const queue = createRefreshQueue(client)
  queue.add(applyBatch(client, { changes: [told] }))
  await vi.advanceTimersByTimeAsync(300)
  queue.add(applyBatch(client, { changes: [{ ...told, revision: '3' }] }))
  await vi.advanceTimersByTimeAsync(600)
  expect(queryFn).toHaveBeenCalledTimes(1)
  answers[0]?.()
  await vi.advanceTimersByTimeAsync(600)
  expect(queryFn).toHaveBeenCalledTimes(2)
  stop()
})
