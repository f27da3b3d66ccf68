import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { keepPostgres } from './keep-postgres.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-keep-postgres-'))
let kept: Awaited<ReturnType<typeof keepPostgres>> | undefined
afterEach(async () => {
  await kept?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const query = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

test('a PostgreSQL that was killed runs again at the same address, with all that was acknowledged, and it is said', async () => {
  const said: string[] = []
  kept = await keepPostgres({ dataDir: folder, log: (line) => said.push(line) })
  const { url } = kept
  await query(url, 'CREATE TABLE kept AS SELECT 1 AS number')
  const before = kept.pid()
  process.kill(before, 'SIGKILL')
  await vi.waitFor(() => expect(said).toContain('PostgreSQL runs again.'), { timeout: 100_000, interval: 50 })
  expect(said.at(-2)).toMatch(
    /^PostgreSQL has ended: .* It is started again as soon as that works; what was acknowledged is kept\.$/,
  )
  expect(kept.pid()).not.toBe(before)
  expect(await query(url, 'SELECT number FROM kept')).toEqual([{ number: 1 }])
})
