import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { migrate } from './migrate.ts'
import type { Change } from './object-store.ts'
import { openStore, type Store } from './open-store.ts'
import { type OwnServer, ownServer } from './testing/own-server.ts'
import { makeWrite } from './testing/writes.ts'

const API = 'supervisor:crash'
/** For conditions that a busy machine may take long to meet. */
const PATIENT = { timeout: 60_000 }
let server: OwnServer
let store: Store

beforeAll(async () => {
  server = await ownServer()
  const url = new URL(server.url)
  url.pathname = '/durability'
  await migrate({ url: url.href })
  store = await openStore({ url: url.href })
})
afterAll(async () => {
  await store.close()
  await server.stop()
})

const reachable = () =>
  store.ping().then(
    () => true,
    () => false,
  )

test('when the database server is killed, what was acknowledged is there, and writers and followers go on by themselves', async () => {
  const heard: Change[] = []
  const closed = vi.fn()
  await store.feed.follow({ api: API, after: '0', onChanges: (changes) => void heard.push(...changes), onClose: closed })

  const acknowledged = new Map<string, string>()
  const unknown: unknown[] = []
  let writing = true
  const writer = async (w: number) => {
    for (let i = 0; writing; i++) {
      const name = `cm-${w}-${i}`
      try {
        const outcome = await store.objects.write(makeWrite(API, name))
        if (outcome.ok) acknowledged.set(name, outcome.revision)
      } catch (error) {
        unknown.push(error)
        await vi.waitUntil(reachable, PATIENT)
      }
    }
  }
  const writers = Array.from({ length: 8 }, (_, w) => writer(w))
  await vi.waitUntil(() => acknowledged.size > 200, PATIENT)
  await server.crash()
  const before = acknowledged.size
  await vi.waitUntil(() => acknowledged.size > before + 200, PATIENT)
  writing = false
  await Promise.all(writers)

  const head = await store.objects.revision(API)
  await store.feed.reached(API, head)
  await vi.waitUntil(() => heard.at(-1)?.revision === head, PATIENT)
  expect(closed).not.toHaveBeenCalled()
  expect(heard.map(({ revision }) => Number(revision))).toEqual(Array.from({ length: Number(head) }, (_, i) => i + 1))
  const kept = new Map(heard.map(({ name, revision }) => [name, revision]))
  expect([...acknowledged].filter(([name, revision]) => kept.get(name) !== revision)).toEqual([])
  expect(unknown.length).toBeGreaterThan(0) // the crash was in the middle of their work
  for (const error of unknown) expect(error).toMatchObject({ reason: 'ServiceUnavailable' })
})
