import { expect, test } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import type { ResourceClient, WatchEvent, WatchOptions } from '#server/resources/resources.ts'
import { Informer } from './informer.ts'

const object = (name: string, revision: number, host = ''): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'lab', uid: `uid-${name}`, resourceVersion: String(revision) },
  spec: { host },
})

/** What the door gives a reader: a list and a log, of which the test says what it does. */
const source = (items: KubeObject[] = []) => {
  const world = { items, revision: '0', watches: [] as WatchOptions[], refusals: [] as Error[] }
  const client = {
    list: async (_: string, { limit = 1000, continue: token }: { limit?: number; continue?: string } = {}) => {
      const start = Number(token ?? 0)
      const end = start + Math.min(limit, 2)
      return {
        items: world.items.slice(start, end),
        resourceVersion: world.revision,
        ...(end < world.items.length ? { continue: String(end) } : {}),
      }
    },
    watch: async (_: string, options: WatchOptions) => {
      const refusal = world.refusals.shift()
      if (refusal) throw refusal
      world.watches.push(options)
      return { close: () => undefined }
    },
  } as unknown as ResourceClient
  const send = (...events: WatchEvent[]) => world.watches.at(-1)?.onEvents(events)
  return { world, client, send }
}
const event = (type: WatchEvent['type'], of: KubeObject): WatchEvent => ({
  type,
  object: of,
  resourceVersion: of.metadata.resourceVersion ?? '',
})
const told = (informer: Informer) => {
  const list: string[] = []
  informer.onChange(({ object: now, old }) =>
    list.push(
      `${old?.metadata.resourceVersion ?? 'new'}→${now?.metadata.resourceVersion ?? 'gone'} ${(now ?? old)?.metadata.name}`,
    ),
  )
  return list
}
const settle = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve()
}

test('lists page by page, then follows from the first page, and tells each change with what was before', async () => {
  const { world, client, send } = source([object('a', 1), object('b', 2), object('c', 3)])
  world.revision = '3'
  const informer = new Informer(client, 'pods', fakeClock())
  const changes = told(informer)
  await informer.start()
  expect([informer.size, informer.revision, world.watches[0]?.after]).toEqual([3, '3', '3'])
  send(event('MODIFIED', object('a', 4)), event('DELETED', object('b', 5)), event('ADDED', object('d', 6)))
  expect(changes).toEqual(['new→1 a', 'new→2 b', 'new→3 c', '1→4 a', '2→gone b', 'new→6 d'])
  expect([...informer.list()].map(({ metadata }) => metadata.name)).toEqual(['a', 'c', 'd'])
  expect(informer.revision).toBe('6')
})

test('an index follows the objects', async () => {
  const { client, send } = source([object('a', 1, 'esx-01'), object('b', 2, 'esx-01')])
  const informer = new Informer(client, 'pods', fakeClock()).index('host', ({ spec }) => (spec.host ? [spec.host] : []))
  await informer.start()
  const on = (host: string) => informer.indexed('host', host).map(({ metadata }) => metadata.name)
  expect(on('esx-01')).toEqual(['a', 'b'])
  send(event('MODIFIED', object('a', 3, 'esx-02')), event('DELETED', object('b', 4, 'esx-01')))
  expect([on('esx-01'), on('esx-02')]).toEqual([[], ['a']])
})

test('a reader that was too slow lists again and tells the differences only', async () => {
  const { world, client } = source([object('a', 1), object('b', 2)])
  const informer = new Informer(client, 'pods', fakeClock())
  await informer.start()
  const changes = told(informer)
  world.items = [object('a', 1), object('c', 9)]
  world.revision = '9'
  world.watches[0]?.onClose('behind')
  await settle()
  expect(changes).toEqual(['new→9 c', '2→gone b'])
  expect(world.watches.at(-1)?.after).toBe('9')
})

test('when the log no longer reaches back, or the store is away, it comes back by itself', async () => {
  const { world, client, send } = source([object('a', 1)])
  const clock = fakeClock()
  const informer = new Informer(client, 'pods', clock)
  world.refusals.push(new StatusError('Expired', 'too old'))
  await informer.start()
  expect(world.watches).toHaveLength(1)
  world.refusals.push(new Error('the database is away'))
  world.watches[0]?.onClose('behind')
  await settle()
  expect(world.watches).toHaveLength(1)
  clock.advance(1000)
  await settle()
  expect(world.watches).toHaveLength(2)
  send(event('ADDED', object('b', 7)))
  expect(informer.size).toBe(2)
})

test('a stopped one stays stopped', async () => {
  const { world, client } = source([])
  const clock = fakeClock()
  const informer = new Informer(client, 'pods', clock)
  await informer.start()
  informer.stop()
  world.watches[0]?.onClose('behind')
  await settle()
  expect([world.watches.length, clock.waiting]).toEqual([1, 0])
})
