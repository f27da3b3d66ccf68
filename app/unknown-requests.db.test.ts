import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeUser } from '#server/auth/testing/make-user.ts'
import { controlPlane, type OpenControlPlane } from '#server/control-plane.ts'
import { type TestDatabase, testDatabase } from '#server/store/testing/database.ts'
import { runAction } from './actions/run-action.ts'
import { POST as query } from './api/query/route.ts'
import { runQuery } from './queries/run-query.ts'

let database: TestDatabase
let plane: OpenControlPlane
let dataDir: string
let nobody: Awaited<ReturnType<typeof makeUser>>

beforeAll(async () => {
  database = await testDatabase()
  dataDir = mkdtempSync(path.join(tmpdir(), 'refusals-'))
  process.env.DATABASE_URL = database.url
  process.env.DATA_DIR = dataDir
  plane = (await controlPlane()) as OpenControlPlane
  nobody = await makeUser(plane.store.inventory)
})
afterAll(async () => {
  await plane?.close()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

test.each(['hasOwnProperty', 'constructor', 'nonsense'])('there is no query and no action called %s', async (name) => {
  await expect(runQuery(nobody, name, {})).rejects.toMatchObject({ reason: 'NotFound' })
  expect(await runAction(nobody, name, {})).toMatchObject({ ok: false, error: { reason: 'NotFound' } })
})

test('arguments that a query does not take are refused by name', async () => {
  await expect(runQuery(nobody, 'host', { id: 1 })).rejects.toMatchObject({
    reason: 'BadRequest',
    message: expect.stringContaining('id'),
  })
})

test('a token that was never given out is no session', async () => {
  const headers = { cookie: 'hemisphere_session=abc' }
  const response = await query(new Request('http://localhost/', { method: 'POST', headers, body: '{}' }))
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ reason: 'Unauthorized' })
})
