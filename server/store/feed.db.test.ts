import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Change, Feed, ObjectWrite } from './object-store.ts'
import { createObjectText } from './object-text.ts'
import { openFeed } from './open-feed.ts'
import { openStore, type Store } from './open-store.ts'
import { createSeal } from './seal.ts'
import { testDatabase } from './testing/database.ts'
import { makeObject, makeWrite } from './testing/writes.ts'
import { trimChanges } from './trim-log.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let store: Store
/** A second process, as far as the database can tell: what it writes, `store` learns only from the log. */
let other: Store
let pool: pg.Pool
let apis = 0
/** For conditions that a busy machine may take long to meet. */
const PATIENT = { timeout: 30_000 }
const succeeds = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  )
const newApi = () => `supervisor:${++apis}`

beforeAll(async () => {
  database = await testDatabase()
  const seal = createSeal(randomBytes(32))
  store = await openStore({ url: database.url, seal })
  other = await openStore({ url: database.url, seal })
  pool = new pg.Pool({ connectionString: database.url })
})
afterAll(async () => {
  await pool.end()
  await Promise.all([store.close(), other.close()])
  await database.drop()
})

const must = async (write: ObjectWrite) => {
  const outcome = await other.objects.write(write)
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome
}
const createMany = (api: string, count: number, prefix = 'cm') =>
  other.objects.writeMany(Array.from({ length: count }, (_, i) => makeWrite(api, `${prefix}-${i}`)))

/** Follows an api and keeps what it hears. */
async function listen(api: string, after: string, options: Partial<Parameters<Feed['follow']>[0]> = {}, feed = store.feed) {
  const changes: Change[] = []
  const closed = new Promise<string>((resolve) => {
    Object.assign(options, { onClose: resolve })
  })
  const onChanges = (more: Change[]) => void changes.push(...more)
  const subscription = await feed.follow({ api, after, onChanges, onClose: () => {}, ...options })
  return { changes, closed, subscription, revisions: () => changes.map(({ revision }) => Number(revision)) }
}
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const heard = async (api: string, feed = store.feed) => feed.reached(api, await other.objects.revision(api))

test('a follower gets what was before it came and what comes, each once and in order', async () => {
  const api = newApi()
  await createMany(api, 700)
  const fromStart = await listen(api, '0')
  const fromMiddle = await listen(api, '650')
  const fromNow = await listen(api, '700')
  await createMany(api, 50, 'later')
  await heard(api)
  expect(fromStart.revisions()).toEqual(upTo(1, 750))
  expect(fromMiddle.revisions()).toEqual(upTo(651, 750))
  expect(fromNow.revisions()).toEqual(upTo(701, 750))
})

test('a change tells what happened to what, and how it was before', async () => {
  const api = newApi()
  const listener = await listen(api, '0')
  const changed = { ...makeObject('demo', 'web'), data: { value: '1' } }
  await must(makeWrite(api, 'web'))
  await must(makeWrite(api, 'web', { operation: 'update', object: changed, expectedRevision: '1' }))
  await must(makeWrite(api, 'web', { operation: 'delete', object: changed, expectedRevision: '2' }))
  await heard(api)
  const late = await listen(api, '1')
  await heard(api)
  const told = listener.changes.map(({ operation, object, previous }) => [
    operation,
    object.metadata.resourceVersion,
    object.data,
    previous?.data,
  ])
  expect(told).toEqual([
    ['ADDED', '1', { value: '0' }, undefined],
    ['MODIFIED', '2', { value: '1' }, { value: '0' }],
    ['DELETED', '3', { value: '1' }, { value: '1' }],
  ])
  expect(listener.changes[1]?.previous?.metadata.resourceVersion).toBe('1')
  expect(late.changes.map(({ previous }) => previous)).toEqual(listener.changes.slice(1).map(({ previous }) => previous))
})

test('only the kinds that were asked for come', async () => {
  const api = newApi()
  const listener = await listen(api, '0', { kinds: ['pods'] })
  await must(makeWrite(api, 'a'))
  await must(makeWrite(api, 'b', { resource: 'pods' }))
  await heard(api)
  expect(listener.changes.map(({ kind, name }) => [kind, name])).toEqual([['pods', 'b']])
})

test('a list and a watch from its revision together miss nothing while others write', async () => {
  const api = newApi()
  const writing = (async () => {
    for (let i = 0; i < 100; i++) await must(makeWrite(api, `cm-${i}`))
  })()
  await vi.waitUntil(async () => Number(await other.objects.revision(api)) > 20, PATIENT)
  const { items, revision } = await store.objects.list({ api, resource: 'configmaps' })
  const listener = await listen(api, revision)
  await writing
  await heard(api)
  const names = [...items.map(({ metadata }) => metadata.name), ...listener.changes.map(({ name }) => name)]
  expect(names.length).toBe(100)
  expect(new Set(names).size).toBe(100)
})

test('a revision that was trimmed, or is not there yet, is refused as gone', async () => {
  const api = newApi()
  await createMany(api, 10)
  expect(await trimChanges(pool, api, { seconds: 600, rows: 0 })).toBe(0)
  expect(await trimChanges(pool, api, { seconds: 0, rows: 6 })).toBe(4)
  await expect(listen(api, '3')).rejects.toMatchObject({ reason: 'Expired', code: 410 })
  await expect(listen(api, '11')).rejects.toMatchObject({ reason: 'Expired' })
  const listener = await listen(api, '4')
  await heard(api)
  expect(listener.revisions()).toEqual(upTo(5, 10))
})

test('a follower that cannot keep up is cut, and the others are not', async () => {
  const api = newApi()
  const text = createObjectText()
  const small = await openFeed({ url: database.url, pool, text, limits: { maxChanges: 20, maxCharacters: 1e6 } })
  let busy = false
  let letGo = () => {}
  const onChanges = () =>
    new Promise<void>((resolve) => {
      busy = true
      letGo = resolve
    })
  const slow = await listen(api, '0', { onChanges }, small)
  const quick = await listen(api, '0', {}, small)
  await createMany(api, 10)
  await vi.waitUntil(() => busy && quick.changes.length === 10, PATIENT)
  await createMany(api, 40, 'more')
  await vi.waitUntil(() => quick.changes.length === 50, PATIENT)
  await createMany(api, 1, 'last') // is read when what came before it has been let go
  await vi.waitUntil(() => quick.changes.length === 51, PATIENT)
  letGo()
  expect(await slow.closed).toBe('behind')
  expect(quick.revisions()).toEqual(upTo(1, 51))
  await small.stop()
  expect(await quick.closed).toBe('stopped')
})

test('a follower that throws is cut, and the others are not', async () => {
  const api = newApi()
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  const broken = await listen(api, '0', {
    onChanges: () => {
      throw new Error('broken')
    },
  })
  const sound = await listen(api, '0')
  await must(makeWrite(api, 'a'))
  expect(await broken.closed).toBe('behind')
  await heard(api)
  expect(sound.revisions()).toEqual([1])
  expect(complaint).toHaveBeenCalledOnce()
  complaint.mockRestore()
})

test('a closed follower hears no more', async () => {
  const api = newApi()
  const listener = await listen(api, '0')
  const witness = await listen(api, '0')
  await must(makeWrite(api, 'a'))
  await heard(api)
  listener.subscription.close()
  await must(makeWrite(api, 'b'))
  await heard(api)
  expect(listener.revisions()).toEqual([1])
  expect(witness.revisions()).toEqual([1, 2])
})

test('followers of an api that is dropped are cut, and cannot resume', async () => {
  const api = newApi()
  await createMany(api, 3)
  const listener = await listen(api, '3')
  await other.objects.dropApi(api)
  expect(await listener.closed).toBe('behind')
  await expect(listen(api, '3')).rejects.toMatchObject({ reason: 'Expired' })
})

test('broken connections are made again, and nothing is missed', async () => {
  const api = newApi()
  const listener = await listen(api, '0')
  await must(makeWrite(api, 'before'))
  const cut = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE application_name = 'hemisphere' AND datname = current_database()`
  await pool.query(cut)
  // The write that meets a broken connection may fail: its outcome is unknown, and it is tried again.
  await vi.waitUntil(() => succeeds(must(makeWrite(api, crypto.randomUUID()))), PATIENT)
  await vi.waitUntil(async () => listener.changes.at(-1)?.revision === (await other.objects.revision(api)), PATIENT)
  expect(listener.revisions()).toEqual(upTo(1, listener.changes.length))
})

test('Secrets are unreadable in the tables and in the log, and readable for who has the key', async () => {
  const api = newApi()
  const listener = await listen(api, '0')
  const object = { ...makeObject('demo', 'password'), kind: 'Secret', data: { password: 'aHVudGVyMg==' } }
  const { object: written } = await must(makeWrite(api, 'password', { resource: 'secrets', object }))
  await heard(api)
  expect(listener.changes[0]?.object).toEqual(written)
  expect(await store.objects.get({ api, resource: 'secrets', namespace: 'demo', name: 'password' })).toEqual(written)
  const { rows } = await pool.query(
    'SELECT body AS kept FROM "KubeObject" WHERE api = $1 UNION SELECT object FROM "Change" WHERE api = $1',
    [api],
  )
  expect(rows).toHaveLength(1) // sealed once: the row and its log row hold the same
  expect(rows[0].kept).not.toContain('aHVudGVyMg')
  const keyless = await openStore({ url: database.url, seal: createSeal(randomBytes(32)) })
  await expect(keyless.objects.list({ api, resource: 'secrets' })).rejects.toThrow('another key')
  await keyless.close()
})
