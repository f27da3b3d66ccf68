import { expect, test } from 'vitest'
import { conflict, notFound } from '#domain/errors.ts'
import { replacedLeader } from '#domain/replaced-leader.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { type Controller, runControllers, work } from './controller.ts'
import { WorkQueue } from './queue.ts'

const PODS = { group: '', resource: 'pods' }
const settle = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}

/** A worker whose reconcile does, call after call, what the list says. */
const start = (steps: (() => unknown)[]) => {
  const clock = fakeClock()
  const queue = new WorkQueue(clock)
  const logged: string[] = []
  let calls = 0
  const reconcile: Controller['reconcile'] = async () => steps[calls++]?.() as Awaited<ReturnType<Controller['reconcile']>>
  const done = work({ name: 'test', reconcile }, queue, (message) => logged.push(message))
  queue.add('lab/web')
  return { clock, queue, logged, done, calls: () => calls }
}
const fail = (error: Error) => () => {
  throw error
}

test.each([
  { name: 'success is done', step: () => undefined, again: false, logs: 0 },
  { name: 'what is gone is done', step: fail(notFound(PODS, 'web')), again: false, logs: 0 },
  { name: 'a conflict is tried again, without a word', step: fail(conflict(PODS, 'web')), again: true, logs: 0 },
  { name: 'having been replaced is told', step: fail(replacedLeader(PODS, 'web')), again: true, logs: 1 },
  { name: 'any other error is told and tried again', step: fail(new Error('broken')), again: true, logs: 1 },
])('$name', async ({ step, again, logs }) => {
  const { clock, queue, logged, done, calls } = start([step])
  await settle()
  expect([calls(), logged.length, clock.waiting]).toEqual([1, logs, again ? 1 : 0])
  clock.advance(50)
  await settle()
  expect(calls()).toBe(again ? 2 : 1)
  queue.stop()
  await done
})

test('comes back when the reconcile asked for it', async () => {
  const { clock, queue, done, calls } = start([() => ({ requeueAfterMs: 5000 })])
  await settle()
  clock.advance(4999)
  await settle()
  expect(calls()).toBe(1)
  clock.advance(1)
  await settle()
  expect(calls()).toBe(2)
  queue.stop()
  await done
})

test('when one cache can not be filled none goes on following', async () => {
  const closed: string[] = []
  const client = {
    list: async (resource: string) => {
      if (resource === 'nodes') throw new Error('the database is away')
      return { items: [], resourceVersion: '0' }
    },
    watch: async (resource: string) => ({ close: () => closed.push(resource) }),
  } as unknown as ResourceClient
  const controller: Controller = {
    name: 'test',
    watches: ['pods', 'nodes'].map((resource) => ({ resource, keys: () => [] })),
    reconcile: async () => undefined,
  }
  const base = { client, epoch: 1, clock: fakeClock(), events: { record: () => undefined }, log: () => undefined }
  await expect(runControllers(base, [() => controller])).rejects.toThrow('the database is away')
  await settle()
  expect(closed).toEqual(['pods'])
})
