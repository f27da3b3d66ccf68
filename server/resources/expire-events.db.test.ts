import { afterAll, beforeAll, expect, test } from 'vitest'
import { expireEvents } from './expire-events.ts'
import { openDoor, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

test('removes events an hour after they last happened', async () => {
  const event = (name: string, times: Record<string, unknown>) =>
    door.alice.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'lab' },
      involvedObject: { kind: 'Pod', namespace: 'lab', name: 'web' },
      ...times,
    })
  await event('old', { lastTimestamp: '2026-11-23T07:00:00Z' })
  await event('again', { firstTimestamp: '2026-11-23T06:00:00Z', lastTimestamp: '2026-11-23T07:30:00Z' })
  await event('series', {
    eventTime: '2026-11-23T06:00:00.000000Z',
    series: { count: 3, lastObservedTime: '2026-11-23T07:30:00.000000Z' },
  })
  await event('untimed', {})
  expect(await expireEvents(door.store.objects, door.api, new Date('2026-11-23T08:10:00Z'))).toBe(1)
  const { items } = await door.alice.list('events')
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['again', 'series', 'untimed'])
})
