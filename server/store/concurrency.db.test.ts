import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Change } from './object-store.ts'
import { openStore, type Store } from './open-store.ts'
import { testDatabase } from './testing/database.ts'
import type { Acknowledged } from './testing/writer-process.ts'

const API = 'supervisor:storm'
const KEYS = 12
const HARD = 9
const WRITERS_EACH = 8
const ROUNDS = 3
const PROCESSES = 3
/** How many writes a process must have had acknowledged before it may be killed. */
const ENOUGH = 50

let database: Awaited<ReturnType<typeof testDatabase>>
let store: Store
let pool: pg.Pool
const acknowledged: Acknowledged[] = []
const watched: { after: number; revisions: number[]; closed?: string }[] = []
const raw: { count: number; max: number }[] = []

/** A writer process, and how many writes it has had acknowledged. */
function startWriter(): { child: ChildProcess; count(): number } {
  let count = 0
  const file = path.join(import.meta.dirname, 'testing/writer-process.ts')
  const args = ['--import', 'tsx', file, database.url, API, String(KEYS), String(WRITERS_EACH), String(HARD)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    count++
    acknowledged.push(JSON.parse(line) as Acknowledged)
  })
  return { child, count: () => count }
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}

async function watch(after: string): Promise<void> {
  const entry: (typeof watched)[number] = { after: Number(after), revisions: [] }
  watched.push(entry)
  await store.feed.follow({
    api: API,
    after,
    onChanges: (changes) => void entry.revisions.push(...changes.map(({ revision }) => Number(revision))),
    onClose: (why) => {
      entry.closed = why
    },
  })
}

/** Looks at the log as another reader would: were a later revision to be seen before an earlier one, count and max would differ. */
async function peek(): Promise<void> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS count, coalesce(max(revision), 0)::int AS max FROM "Change" WHERE api = $1`,
    [API],
  )
  raw.push(rows[0])
}

/** Writers at work; in every round each of them is killed at a random moment after it has written, and replaced. */
async function storm(): Promise<void> {
  const round = async (): Promise<void> => {
    for (let i = 0; i < ROUNDS; i++) {
      const { child, count } = startWriter()
      while (count() < ENOUGH) {
        await peek()
        await sleep(20)
      }
      await sleep(Math.random() * 300) // the moment of death is what varies here, nothing waits for it
      await kill(child)
    }
  }
  const watching = (async () => {
    for (let i = 0; i < ROUNDS; i++) {
      const seen = acknowledged.length
      await watch(await store.objects.revision(API))
      while (acknowledged.length < seen + 100) await sleep(10)
    }
  })()
  await Promise.all([...Array.from({ length: PROCESSES }, round), watching])
}

let log: Change[] = []
let head = 0

beforeAll(async () => {
  database = await testDatabase()
  store = await openStore({ url: database.url })
  pool = new pg.Pool({ connectionString: database.url })
  await watch('0')
  await storm()
  head = Number(await store.objects.revision(API))
  await watch('0')
  const all: Change[] = []
  await store.feed.follow({ api: API, after: '0', onChanges: (changes) => void all.push(...changes), onClose: () => {} })
  await store.feed.reached(API, String(head))
  log = all
})
afterAll(async () => {
  await pool.end()
  await store.close()
  await database.drop()
})

test('every acknowledged write is in the log, at the revision it was told', () => {
  expect(acknowledged.length).toBeGreaterThanOrEqual(PROCESSES * ROUNDS * ENOUGH)
  const lost = acknowledged.filter(({ token, revision, name }) => {
    const change = log[Number(revision) - 1]
    return change?.name !== name || change.object.data.token !== token
  })
  expect(lost).toEqual([])
})

test('revisions have no gaps, and were never seen out of order', () => {
  expect(log.map(({ revision }) => Number(revision))).toEqual(Array.from({ length: head }, (_, i) => i + 1))
  expect(raw.filter(({ count, max }) => count !== max)).toEqual([])
  expect(raw.length).toBeGreaterThan(10)
})

test('each watcher saw each change once and in order', () => {
  for (const { after, revisions, closed } of watched) {
    expect(closed).toBeUndefined()
    expect(revisions).toEqual(Array.from({ length: head - after }, (_, i) => after + i + 1))
  }
  expect(watched.length).toBe(ROUNDS + 2)
})

test('compare-and-set lost no update: every value is one more than the one before', () => {
  const values = new Map<string, number>()
  const wrong = log.filter(({ name, operation, object }) => {
    const before = values.get(name)
    const value = Number(object.data.value)
    if (operation === 'DELETED') values.delete(name)
    else values.set(name, value)
    return operation === 'ADDED'
      ? before !== undefined
      : operation === 'MODIFIED'
        ? value !== (before ?? Number.NaN) + 1
        : value !== before
  })
  expect(wrong).toEqual([])
})

test('the tables are what the log says', async () => {
  const last = new Map(log.map((change) => [change.name, change]))
  const living = [...last.values()].filter(({ operation }) => operation !== 'DELETED').map(({ object }) => object)
  const { items, revision } = await store.objects.list({ api: API, resource: 'configmaps' })
  expect(revision).toBe(String(head))
  const byName = (a: { metadata: { name: string } }, b: { metadata: { name: string } }) =>
    a.metadata.name < b.metadata.name ? -1 : 1
  expect(items).toEqual(living.sort(byName))
})

test('the quota was never exceeded, and is what lives', async () => {
  let alive = 0
  let most = 0
  for (const { operation } of log) {
    alive += operation === 'ADDED' ? 1 : operation === 'DELETED' ? -1 : 0
    most = Math.max(most, alive)
  }
  expect(most).toBe(HARD) // it was reached, so it was put to the test
  expect(await store.objects.quotaUsage(API, 'demo')).toEqual({ 'count/configmaps': alive })
})
