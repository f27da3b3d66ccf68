import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { WatchEvent, WatchOptions } from './resources.ts'
import { configMap, openDoor, podOf, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

const names = ({ items }: { items: KubeObject[] }) => items.map(({ metadata }) => metadata.name)

describe('list', () => {
  beforeAll(async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await door.alice.create('configmaps', configMap(`list-${name}`, {}, { labels: { of: name < 'c' ? 'first' : 'rest' } }))
    }
  })

  test('gives pages that together are the whole, in order', async () => {
    const pages: string[][] = []
    let more: string | undefined
    let revision: string | undefined
    do {
      const page = await door.alice.list('configmaps', { namespace: 'lab', limit: 2, ...(more ? { continue: more } : {}) })
      pages.push(names(page))
      revision ??= page.resourceVersion
      expect(page.resourceVersion).toBe(revision)
      expect(page.remainingItemCount).toBe(page.continue ? 5 - pages.flat().length : undefined)
      more = page.continue
    } while (more)
    expect(pages).toEqual([['list-a', 'list-b'], ['list-c', 'list-d'], ['list-e']])
  })

  test('pages through what only the objects themselves tell', async () => {
    for (let i = 0; i < 7; i++) await door.alice.create('pods', podOf(`page-${i}`, { restartPolicy: i % 2 ? 'Never' : 'Always' }))
    const first = await door.alice.list('pods', { fieldSelector: 'spec.restartPolicy=Never', limit: 2 })
    expect([names(first), first.remainingItemCount]).toEqual([['page-1', 'page-3'], undefined])
    const last = await door.alice.list('pods', {
      fieldSelector: 'spec.restartPolicy=Never',
      limit: 2,
      continue: first.continue ?? '',
    })
    expect([names(last), last.continue]).toEqual([['page-5'], undefined])
  })

  test.each<[string, Parameters<TestDoor['alice']['list']>[1], string[]]>([
    ['labels', { labelSelector: 'of=first' }, ['list-a', 'list-b']],
    ['labels and a field', { labelSelector: 'of', fieldSelector: 'metadata.name=list-d' }, ['list-d']],
    ['a field that must differ', { labelSelector: 'of=first', fieldSelector: 'metadata.name!=list-a' }, ['list-b']],
    ['a namespace that is empty', { namespace: 'nothing' }, []],
  ])('selects by %s', async (_what, options, expected) => {
    expect(names(await door.alice.list('configmaps', options))).toEqual(expected)
  })

  test.each<[Parameters<TestDoor['alice']['list']>[1], number, string | RegExp]>([
    [{ fieldSelector: 'spec.foo=1' }, 400, 'field label not supported: spec.foo'],
    [{ labelSelector: 'a===b,,' }, 400, /unable to parse requirement/],
    [{ continue: 'abc' }, 400, /^invalid continue token/],
    [
      { resourceVersion: '1', resourceVersionMatch: 'Exact', limit: 1 },
      410,
      'The resourceVersion for the provided list is too old.',
    ],
    [
      { resourceVersionMatch: 'Exact' },
      422,
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [{ resourceVersion: '999999999' }, 504, /^Timeout: Too large resource version: 999999999, current: \d+$/],
  ])('refuses %j', async (options, code, message) => {
    const refused = door.alice.list('configmaps', options)
    await expect(refused).rejects.toMatchObject({
      code,
      message: message instanceof RegExp ? expect.stringMatching(message) : message,
    })
  })
})

/** Follows and collects; `until` resolves when that many events have come. */
const follow = async (resource: string, options: Omit<WatchOptions, 'onEvents' | 'onClose'>) => {
  const events: WatchEvent[] = []
  let wake = () => {}
  const watch = await door.alice.watch(resource, {
    ...options,
    onEvents: (more) => {
      events.push(...more)
      wake()
    },
    onClose: () => wake(),
  })
  return {
    events,
    close: watch.close,
    async until(count: number) {
      while (events.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return events.map(({ type, object }) => `${type} ${object.metadata.name}`)
    },
  }
}

describe('watch', () => {
  test('shows entering a selection as ADDED and leaving it as DELETED with the labels from before', async () => {
    const { resourceVersion } = await door.alice.list('configmaps')
    const watch = await follow('configmaps', { namespace: 'lab', labelSelector: 'color=red', after: resourceVersion })
    const ref = { namespace: 'lab', name: 'w1' }
    const label = (color: string | null) =>
      door.alice.patch('configmaps', ref, { type: 'merge', body: { metadata: { labels: { color } } } })
    await door.alice.create('configmaps', configMap('w1'))
    await label('red')
    await door.alice.patch('configmaps', ref, { type: 'merge', body: { data: { k: '1' } } })
    const left = await label('blue')
    await label('red')
    await door.alice.delete('configmaps', ref)
    expect(await watch.until(5)).toEqual(['ADDED w1', 'MODIFIED w1', 'DELETED w1', 'ADDED w1', 'DELETED w1'])
    const leaving = watch.events[2]?.object
    expect(leaving?.metadata).toMatchObject({ labels: { color: 'red' }, resourceVersion: left.metadata.resourceVersion })
    watch.close()
  })

  test('follows a pod by its host and its phase', async () => {
    const { resourceVersion } = await door.alice.list('pods')
    const watch = await follow('pods', { fieldSelector: 'spec.nodeName=esx-9,status.phase!=Succeeded', after: resourceVersion })
    const ref = { namespace: 'lab', name: 'host-watch' }
    await door.alice.create('pods', podOf('host-watch'))
    await door.alice.bind(ref, 'esx-9')
    await door.alice.patch('pods', ref, { type: 'merge', body: { status: { phase: 'Succeeded' } } }, { subresource: 'status' })
    expect(await watch.until(2)).toEqual(['ADDED host-watch', 'DELETED host-watch'])
    watch.close()
  })

  test('shows quotas with what is used', async () => {
    const { resourceVersion } = await door.alice.list('resourcequotas')
    const watch = await follow('resourcequotas', { after: resourceVersion })
    await door.alice.create('resourcequotas', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q', namespace: 'lab' },
      spec: { hard: { 'count/secrets': '3' } },
    })
    await watch.until(1)
    expect(watch.events[0]?.object.status).toEqual({ hard: { 'count/secrets': '3' }, used: { 'count/secrets': '0' } })
    watch.close()
  })

  test('refuses a revision that is no number', async () => {
    await expect(follow('pods', { after: 'abc' })).rejects.toMatchObject({ code: 500 })
  })
})

describe('events', () => {
  test('are the same objects in both groups', async () => {
    const involvedObject = { kind: 'Pod', namespace: 'lab', name: 'web' }
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e1', namespace: 'lab' },
      involvedObject,
      reason: 'Scheduled',
      message: 'placed',
      count: 2,
    }
    await door.alice.create('events', event)
    expect(await door.alice.get('events.events.k8s.io', { namespace: 'lab', name: 'e1' })).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding: involvedObject,
      note: 'placed',
      deprecatedCount: 2,
    })
    await door.alice.create('events.events.k8s.io', {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'e2', namespace: 'lab' },
      regarding: involvedObject,
      note: 'newer',
      eventTime: '2026-11-23T08:00:00.000000Z',
    })
    const listed = await door.alice.list('events', { fieldSelector: 'involvedObject.name=web' })
    expect(listed.items.map(({ message }) => message)).toEqual(['placed', 'newer'])
  })
})
