import { afterEach, expect, test, vi } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { openDoor, type TestDoor } from '#server/resources/testing/open-door.ts'
import { createEventRecorder } from './event-recorder.ts'

let door: TestDoor
afterEach(() => door.close())

const about = (name: string, namespace = 'lab'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, uid: `uid-${name}` },
})

const open = async () => {
  door = await openDoor()
  const logged: string[] = []
  const clock = fakeClock()
  const recorder = createEventRecorder(door.alice, 'pod-scheduler', clock, (message, error) =>
    logged.push(`${message}: ${error}`),
  )
  const events = (holds: (events: KubeObject[]) => boolean) =>
    vi.waitUntil(
      async () => {
        const { items } = await door.alice.list('events')
        return holds(items) && items
      },
      { timeout: 50_000, interval: 10 },
    )
  return { clock, recorder, logged, events }
}

test('the same words again raise the count and the time, other words are another event', async () => {
  const { clock, recorder, events } = await open()
  for (let i = 0; i < 5; i++) recorder.record(about('web'), 'Warning', 'FailedScheduling', 'no room')
  await events((all) => all[0]?.count === 5)
  clock.advance(60_000)
  recorder.record(about('web'), 'Warning', 'FailedScheduling', 'no room')
  recorder.record(about('web'), 'Normal', 'Scheduled', 'on esx-01')
  const all = await events((now) => now.length === 2 && now.some(({ count }) => count === 6))
  expect(all.find(({ count }) => count === 6)).toMatchObject({
    type: 'Warning',
    reason: 'FailedScheduling',
    firstTimestamp: '2026-11-23T08:00:00Z',
    lastTimestamp: '2026-11-23T08:01:00Z',
    involvedObject: { kind: 'Pod', name: 'web', namespace: 'lab', uid: 'uid-web' },
    source: { component: 'pod-scheduler' },
  })
})

test('an object with the longest of names has events too; one whose namespace is gone has none, and nobody is bothered', async () => {
  const { recorder, logged, events } = await open()
  recorder.record(about('nowhere', 'gone'), 'Normal', 'Killing', 'Stopping container')
  recorder.record(about('w'.repeat(253)), 'Normal', 'Scheduled', 'on esx-01')
  const [event] = await events((all) => all.length === 1)
  expect(event?.involvedObject.name).toHaveLength(253)
  expect(logged).toEqual([])
})
