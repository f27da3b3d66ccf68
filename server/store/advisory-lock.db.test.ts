import { spawn } from 'node:child_process'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tryAdvisoryLock } from './advisory-lock.ts'
import { testDatabase } from './testing/database.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('one holder at a time, by key, until it lets go', async () => {
  const first = await tryAdvisoryLock(database.url, 'supervisor:a')
  const other = await tryAdvisoryLock(database.url, 'supervisor:b')
  expect(other).not.toBeNull()
  expect(await tryAdvisoryLock(database.url, 'supervisor:a')).toBeNull()
  await first?.release()
  const next = await tryAdvisoryLock(database.url, 'supervisor:a')
  expect(next).not.toBeNull()
  expect(first?.lost.aborted).toBe(false)
  await Promise.all([next?.release(), other?.release()])
})

test('the holder hears that its connection broke, and others may take over', async () => {
  const lock = await tryAdvisoryLock(database.url, 'supervisor:broken')
  const heard = new Promise((resolve) => lock?.lost.addEventListener('abort', resolve))
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
  await admin.end()
  await heard
  const next = await tryAdvisoryLock(database.url, 'supervisor:broken')
  expect(next).not.toBeNull()
  await next?.release()
})

test('a holder that is killed lets go', async () => {
  const script = `
    import { tryAdvisoryLock } from ${JSON.stringify(path.join(import.meta.dirname, 'advisory-lock.ts'))}
    const lock = await tryAdvisoryLock(${JSON.stringify(database.url)}, 'supervisor:killed')
    console.log(lock ? 'held' : 'taken')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())))
  expect(said).toBe('held')
  expect(await tryAdvisoryLock(database.url, 'supervisor:killed')).toBeNull()
  child.kill('SIGKILL')
  const next = await vi.waitUntil(() => tryAdvisoryLock(database.url, 'supervisor:killed'), { timeout: 10_000 })
  expect(next.lost.aborted).toBe(false)
  await next.release()
})
