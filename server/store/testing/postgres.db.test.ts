import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres } from '#scripts/postgres.mjs'

let dataDir: string
let stops: (() => Promise<void>)[] = []

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-postgres-'))
  chmodSync(dataDir, 0o755)
})
afterEach(async () => {
  for (const stop of stops) await stop()
  stops = []
  rmSync(dataDir, { recursive: true, force: true })
})

const start = async (options: Partial<Parameters<typeof startPostgres>[0]> = {}) => {
  const server = await startPostgres({ dataDir, ...options })
  stops.push(server.stop)
  return server
}

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

test('several starts at once give one server, and a later start finds it', async () => {
  const servers = await Promise.all([start(), start(), start()])
  expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1)
  expect((await start()).url).toBe(servers[0]?.url)
  expect(await ask(servers[0]?.url ?? '', 'SHOW synchronous_commit')).toBe('on')
})

test('data, password and port stay over a stop and a kill', async () => {
  const first = await start()
  await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  const second = await start()
  expect(second.url).toBe(first.url)
  process.kill(second.pid, 'SIGKILL')
  const third = await start()
  expect(third.pid).not.toBe(second.pid)
  expect(await ask(third.url, 'SELECT answer FROM kept')).toBe(42)
})

test('settings are passed on', async () => {
  const { url } = await start({ tuning: ['work_mem=7MB'] })
  expect(await ask(url, 'SHOW work_mem')).toBe('7MB')
})

test('a wanted port that is taken is said in one sentence; a remembered one is given up', async () => {
  const { port, stop } = await start()
  await stop()
  const squatter = net.createServer()
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve))
  await expect(start({ port })).rejects.toThrow(`Port ${port} for the database is in use by another program`)
  expect((await start()).port).not.toBe(port)
  squatter.close()
})

test('data of another PostgreSQL is refused in one sentence', async () => {
  const { stop } = await start()
  await stop()
  writeFileSync(path.join(dataDir, 'cluster/PG_VERSION'), '12\n')
  await expect(start()).rejects.toThrow('was made by PostgreSQL 12')
})

test('a lock left behind by a server that is gone does not stand in the way', async () => {
  const { stop } = await start()
  const lock = path.join(dataDir, 'cluster/postmaster.pid')
  const left = readFileSync(lock)
  await stop()
  writeFileSync(lock, left)
  expect((await start()).pid).not.toBe(Number(String(left).split('\n')[0]))
})

test.runIf(process.getuid?.() === 0)('root may keep its data in a home nobody else may enter', async () => {
  chmodSync(dataDir, 0o700)
  const { url } = await start()
  expect(await ask(url, 'SELECT 1')).toBe(1)
  const elsewhere = readFileSync(path.join(dataDir, 'database-is-in'), 'utf8').trim()
  expect(existsSync(path.join(elsewhere, 'cluster/PG_VERSION'))).toBe(true)
  for (const stop of stops) await stop()
  rmSync(elsewhere, { recursive: true })
})
