import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Requirement } from '#domain/kube/labels.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { ObjectWrite } from './object-store.ts'
import type { Store } from './open-store.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'
import { makeObject, makeWrite } from './testing/writes.ts'

let opened: TestStore
let store: Store
const newApi = () => opened.newApi()
const must = (write: ObjectWrite) => opened.must(write)

beforeAll(async () => {
  opened = await openTestStore()
  store = opened.store
})
afterAll(() => opened.close())

describe('write and get', () => {
  test('a created object reads back as written, key order and all, with its revision', async () => {
    const api = newApi()
    const object: KubeObject = {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { uid: 'u', name: 'web', namespace: 'demo' },
      z: 1,
      a: 'ünï\u2028"\\',
    }
    const { revision, object: written } = await must(makeWrite(api, 'web', { object }))
    expect(revision).toBe('1')
    expect(written.metadata.resourceVersion).toBe('1')
    expect(object.metadata.resourceVersion).toBeUndefined()
    const read = await store.objects.get(makeWrite(api, 'web').key)
    expect(JSON.stringify(read)).toBe(JSON.stringify(written))
  })

  test('an object that is not there is undefined, and an api nobody wrote to is at revision 0', async () => {
    const api = newApi()
    expect(await store.objects.get(makeWrite(api, 'nothing').key)).toBeUndefined()
    expect(await store.objects.revision(api)).toBe('0')
  })

  test('update and delete go by compare-and-set and count revisions on', async () => {
    const api = newApi()
    const { object } = await must(makeWrite(api, 'web'))
    const changed = { ...object, data: { value: '1' } }
    const updated = await must(makeWrite(api, 'web', { operation: 'update', object: changed, expectedRevision: '1' }))
    expect(updated.object.data).toEqual({ value: '1' })
    expect(await store.objects.get(makeWrite(api, 'web').key)).toEqual(updated.object)
    const gone = await must(makeWrite(api, 'web', { operation: 'delete', object: changed, expectedRevision: '2' }))
    expect(gone.revision).toBe('3')
    expect(await store.objects.get(makeWrite(api, 'web').key)).toBeUndefined()
    expect(await store.objects.revision(api)).toBe('3')
  })

  test.each<[string, Partial<ObjectWrite>, string, boolean]>([
    ['create of one that exists', {}, 'exists', true],
    ['update with an old revision', { operation: 'update', expectedRevision: '99' }, 'conflict', true],
    ['update with another uid', { operation: 'update', expectedRevision: '1', expectedUid: 'other' }, 'conflict', true],
    ['delete with an old revision', { operation: 'delete', expectedRevision: '99' }, 'conflict', true],
    ['update by a controller that was replaced', { operation: 'update', expectedRevision: '1', epoch: 0 }, 'fenced', false],
  ])('%s is refused, and tells what is there', async (_, change, reason, tellsCurrent) => {
    const api = newApi()
    const { object } = await must(makeWrite(api, 'web'))
    await store.objects.raiseEpoch(api)
    const outcome = await store.objects.write(makeWrite(api, 'web', change))
    expect(outcome).toEqual({ ok: false, reason, ...(tellsCurrent ? { current: object } : {}) })
    expect(await store.objects.revision(api)).toBe('1')
  })

  test.each(['update', 'delete'] as const)('%s of one that is not there is refused', async (operation) => {
    const outcome = await store.objects.write(makeWrite(newApi(), 'web', { operation, expectedRevision: '1' }))
    expect(outcome).toEqual({ ok: false, reason: 'missing' })
  })

  test('writes to one key that are waiting together happen in order, each seeing the one before', async () => {
    const api = newApi()
    const outcomes = await store.objects.writeMany([
      makeWrite(api, 'web'),
      makeWrite(api, 'web', {
        operation: 'update',
        object: { ...makeObject('demo', 'web'), data: { value: '1' } },
        expectedRevision: '1',
      }),
      makeWrite(api, 'db'),
      makeWrite(api, 'web', { operation: 'delete', expectedRevision: '2' }),
      makeWrite(api, 'web', { operation: 'update', expectedRevision: '2' }),
    ])
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.revision : outcome.reason))).toEqual(['1', '2', '3', '4', 'missing'])
  })

  test('refused writes leave no gap between their neighbours', async () => {
    const api = newApi()
    await must(makeWrite(api, 'b'))
    const outcomes = await store.objects.writeMany(['a', 'b', 'c'].map((name) => makeWrite(api, name)))
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.revision : outcome.reason))).toEqual(['2', 'exists', '3'])
  })

  test('apis do not know of each other', async () => {
    const [one, other] = [newApi(), newApi()]
    await must(makeWrite(one, 'web'))
    expect((await must(makeWrite(other, 'web'))).revision).toBe('1')
    expect((await store.objects.list({ api: other, resource: 'configmaps' })).items).toHaveLength(1)
  })

  test('a write the database cannot hold fails alone', async () => {
    const api = newApi()
    const bad = makeWrite(api, 'bad', {
      object: { ...makeObject('demo', 'bad'), metadata: { name: 'bad', namespace: 'demo', labels: { a: '\u0000' } } },
    })
    const results = await Promise.allSettled(
      [makeWrite(api, 'a'), bad, makeWrite(api, 'c')].map((write) => store.objects.write(write)),
    )
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.objects.revision(api)).toBe('2')
  })

  test.each<[string, Partial<ObjectWrite>]>([
    ['no expected revision', { operation: 'update' }],
    ['another name in the object', { object: makeObject('demo', 'other') }],
    ['a charge in fractions', { charges: [{ resource: 'requests.cpu', delta: 0.5, limits: [] }] }],
  ])('a write with %s is a defect of the caller', async (_, change) => {
    await expect(store.objects.write(makeWrite(newApi(), 'web', change))).rejects.toMatchObject({ reason: 'InternalError' })
  })

  test('dropApi leaves nothing, and revisions never go back', async () => {
    const api = newApi()
    await must(makeWrite(api, 'web'))
    await store.objects.dropApi(api)
    expect((await store.objects.list({ api, resource: 'configmaps' })).items).toEqual([])
    expect(Number((await must(makeWrite(api, 'web'))).revision)).toBeGreaterThan(1)
  })
})

describe('list', () => {
  const api = 'supervisor:list'
  const names = (items: KubeObject[]) => items.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`)
  beforeAll(async () => {
    const pod = (namespace: string, name: string, labels: Record<string, string>, nodeName?: string) =>
      makeWrite(api, name, {
        namespace,
        resource: 'pods',
        object: { ...makeObject(namespace, name, { spec: { nodeName } }), metadata: { name, namespace, uid: name, labels } },
      })
    await store.objects.writeMany([
      pod('b', 'a', { app: 'web', tier: 'front' }, 'esx-1'),
      pod('a', 'b', { app: 'web' }, 'esx-2'),
      pod('a', 'a-1', { app: 'db' }, 'esx-1'),
      pod('a', 'a', {}),
      pod('a', 'a.1', { app: 'db', tier: 'back' }),
      pod('a', 'a10', { app: 'Web' }),
      makeWrite(api, 'unrelated'),
    ])
  })

  test('is in order of namespace and name by their bytes, at the revision it is true at', async () => {
    const { items, revision, next } = await store.objects.list({ api, resource: 'pods' })
    expect(names(items)).toEqual(['a/a', 'a/a-1', 'a/a.1', 'a/a10', 'a/b', 'b/a'])
    expect(revision).toBe('7')
    expect(next).toBeUndefined()
    expect(items[4]?.metadata.resourceVersion).toBe('2')
  })

  test('comes in pages that together are the whole', async () => {
    const seen: string[] = []
    const remaining: (number | undefined)[] = []
    let after: { namespace: string; name: string } | undefined
    do {
      const page = await store.objects.list({ api, resource: 'pods', limit: 4, ...(after ? { after } : {}) })
      seen.push(...names(page.items))
      remaining.push(page.remaining)
      after = page.next
    } while (after)
    expect(seen).toEqual(['a/a', 'a/a-1', 'a/a.1', 'a/a10', 'a/b', 'b/a'])
    expect(remaining).toEqual([2, undefined])
  })

  test('an empty list has a revision too', async () => {
    expect(await store.objects.list({ api, resource: 'secrets' })).toEqual({ items: [], revision: '7' })
  })

  test.each<[string, Requirement[], string[]]>([
    ['app=web', [{ key: 'app', operator: 'In', values: ['web'] }], ['a/b', 'b/a']],
    ['app in (web,db)', [{ key: 'app', operator: 'In', values: ['web', 'db'] }], ['a/a-1', 'a/a.1', 'a/b', 'b/a']],
    ['app!=web', [{ key: 'app', operator: 'NotIn', values: ['web'] }], ['a/a', 'a/a-1', 'a/a.1', 'a/a10']],
    ['tier', [{ key: 'tier', operator: 'Exists' }], ['a/a.1', 'b/a']],
    ['!app', [{ key: 'app', operator: 'DoesNotExist' }], ['a/a']],
    [
      'app=db,!tier',
      [
        { key: 'app', operator: 'In', values: ['db'] },
        { key: 'tier', operator: 'DoesNotExist' },
      ],
      ['a/a-1'],
    ],
  ])('labels: %s', async (_, labels, expected) => {
    expect(names((await store.objects.list({ api, resource: 'pods', labels })).items)).toEqual(expected)
  })

  test.each([
    ['namespace', { namespace: 'b' }, ['b/a']],
    ['name', { namespace: 'a', name: 'b' }, ['a/b']],
    ['host', { host: 'esx-1' }, ['a/a-1', 'b/a']],
  ])('by %s', async (_, query, expected) => {
    expect(names((await store.objects.list({ api, resource: 'pods', ...query })).items)).toEqual(expected)
  })
})

describe('quota', () => {
  const charge = (delta: number, hard = 3) => [{ resource: 'count/pods', delta, limits: [{ quota: 'limits', hard }] }]

  test('is charged with the write, given back with the delete, and refused beyond the limit with the figures', async () => {
    const api = newApi()
    const outcomes = await store.objects.writeMany(
      ['a', 'b', 'c', 'd', 'e'].map((name) => makeWrite(api, name, { charges: charge(name === 'c' ? 2 : 1) })),
    )
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.reason))).toEqual(['ok', 'ok', 'quota', 'ok', 'quota'])
    expect(outcomes[2]).toEqual({
      ok: false,
      reason: 'quota',
      exceeded: [{ quota: 'limits', resource: 'count/pods', delta: 2, used: 2, hard: 3 }],
    })
    expect(await store.objects.quotaUsage(api, 'demo')).toEqual({ 'count/pods': 3 })
    await must(makeWrite(api, 'a', { operation: 'delete', expectedRevision: '1', charges: charge(-1, 0) }))
    expect(await store.objects.quotaUsage(api, 'demo')).toEqual({ 'count/pods': 2 })
  })

  test('names every limit that is exceeded, and charges nothing when one is', async () => {
    const api = newApi()
    const outcome = await store.objects.write(
      makeWrite(api, 'web', {
        charges: [
          {
            resource: 'requests.cpu',
            delta: 500,
            limits: [
              { quota: 'a', hard: 400 },
              { quota: 'b', hard: 600 },
              { quota: 'c', hard: 100 },
            ],
          },
          { resource: 'requests.memory', delta: 1, limits: [] },
        ],
      }),
    )
    expect(outcome).toMatchObject({
      reason: 'quota',
      exceeded: [
        { quota: 'a', hard: 400, used: 0 },
        { quota: 'c', hard: 100 },
      ],
    })
    expect(await store.objects.quotaUsage(api, 'demo')).toEqual({ 'requests.cpu': 0, 'requests.memory': 0 })
  })

  test('a write that is refused for another reason is not charged', async () => {
    const api = newApi()
    await must(makeWrite(api, 'web', { charges: charge(1) }))
    await store.objects.write(makeWrite(api, 'web', { charges: charge(1) }))
    expect(await store.objects.quotaUsage(api, 'demo')).toEqual({ 'count/pods': 1 })
  })

  test('namespaces are counted apart', async () => {
    const api = newApi()
    await store.objects.writeMany(['x', 'y'].map((namespace) => makeWrite(api, 'web', { namespace, charges: charge(3) })))
    expect(await store.objects.quotaUsage(api, 'x')).toEqual({ 'count/pods': 3 })
    expect(await store.objects.quotaUsage(api, 'y')).toEqual({ 'count/pods': 3 })
  })
})
