import { describe, expect, test } from 'vitest'
import type { LiveChange } from './live.ts'
import { type LiveEntry, reduceLive } from './live-reducer.ts'

const page = {
  rows: [
    { id: 'task-1', state: 'RUNNING' },
    { id: 'task-2', state: 'SUCCESS' },
  ],
  total: 2,
  revision: '10',
}
const tasks = (part: Partial<LiveEntry> = {}): LiveEntry => ({ name: 'tasks', args: {}, data: page, ...part })
const change = (part: Partial<LiveChange> = {}): LiveChange => ({
  api: 'inventory',
  kind: 'Task',
  namespace: '',
  name: 'task-1',
  operation: 'MODIFIED',
  revision: '11',
  ...part,
})

describe('a shown row', () => {
  test('is patched in place when the change brings it', () => {
    const { data, stale } = reduceLive(tasks(), { changes: [change({ row: { state: 'SUCCESS' } })] })
    expect(data).toEqual({ ...page, rows: [{ id: 'task-1', state: 'SUCCESS' }, page.rows[1]] })
    expect(stale).toBe(false)
  })

  test('is patched and read again when it may belong elsewhere now', () => {
    const entry = tasks({ args: { sort: 'state' } })
    expect(reduceLive(entry, { changes: [change({ row: { state: 'SUCCESS' } })] }).stale).toBe(true)
  })

  test('is only read again when the change does not bring it', () => {
    expect(reduceLive(tasks(), { changes: [change()] })).toEqual({ data: page, stale: true })
  })

  test('is taken out at once when it is gone, and the window is filled up', () => {
    const { data, stale } = reduceLive(tasks(), { changes: [change({ operation: 'DELETED' })] })
    expect(data).toMatchObject({ rows: [{ id: 'task-2' }], total: 1 })
    expect(stale).toBe(true)
  })
})

test.each([
  ['a row that is not shown', change({ name: 'task-9', operation: 'ADDED' }), true],
  ['a change that the answer has already', change({ revision: '10' }), false],
  ['another kind', change({ kind: 'Event' }), false],
  ['another api', change({ api: 'supervisor:a', kind: 'pods' }), false],
])('%s leaves the data as it is', (_what, one, stale) => {
  const result = reduceLive(tasks(), { changes: [one] })
  expect(result.data).toBe(page)
  expect(result.stale).toBe(stale)
})

test('after a gap everything is read again', () => {
  expect(reduceLive(tasks(), { changes: [], reset: true })).toEqual({ data: page, stale: true })
})

test('an object of its own page is read again when it changes, and only then', () => {
  const host: LiveEntry = { name: 'host', args: { id: 'host-1' }, data: { id: 'host-1' } }
  expect(reduceLive(host, { changes: [change({ kind: 'Host', name: 'host-1' })] }).stale).toBe(true)
  expect(reduceLive(host, { changes: [change({ kind: 'Host', name: 'host-2' })] }).stale).toBe(false)
})
