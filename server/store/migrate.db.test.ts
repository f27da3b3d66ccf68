import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, readMigrations } from './migrate.ts'
import { openStore } from './open-store.ts'
import { testDatabase } from './testing/database.ts'

const root = path.join(import.meta.dirname, '../..')
const ours = path.join(root, 'prisma/migrations')
let database: Awaited<ReturnType<typeof testDatabase>>
let folder: string
const made: string[] = []
/** A user who owns nothing. */
const poor = `poor_${process.pid}`

beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-migrations-'))
})
afterAll(async () => {
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.query(`DROP ROLE IF EXISTS ${poor}`)
  await admin.end()
  await database.drop()
  rmSync(folder, { recursive: true })
})

/** The address of a database that does not exist yet. */
function newDatabase(): string {
  const name = `test_${process.pid}_migrate_${made.length}`
  made.push(name)
  const url = new URL(database.url)
  url.pathname = `/${name}`
  return url.href
}

/** A copy of our migrations with one more. */
function newerVersion(sql: string): string {
  const copy = path.join(folder, crypto.randomUUID())
  cpSync(ours, copy, { recursive: true })
  mkdirSync(path.join(copy, '9999_later'))
  writeFileSync(path.join(copy, '9999_later/migration.sql'), sql)
  return copy
}

const names = readMigrations().map(({ name }) => name)

test('a database that does not exist is made, by one of those who try at once', async () => {
  const url = newDatabase()
  const ran = await Promise.all([migrate({ url }), migrate({ url }), migrate({ url })])
  expect(ran.toSorted((a, b) => b.length - a.length)).toEqual([names, [], []])
  expect(await migrate({ url })).toEqual([])
})

test('schema.prisma and the migrations say the same, as Prisma itself sees it', async () => {
  const url = newDatabase()
  await migrate({ url })
  const prisma = (...args: string[]) =>
    promisify(execFile)(process.execPath, [path.join(root, 'node_modules/prisma/build/index.js'), 'migrate', ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: url },
    })
  const diff = await prisma('diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code')
  expect(diff.stdout).toContain('No difference detected')
  expect((await prisma('status')).stdout).toContain('Database schema is up to date')
})

test('what an older version let in is mended where the newer one has a rule against it', async () => {
  const url = newDatabase()
  const older = newerVersion('')
  for (const name of [...names.filter((each) => each >= '0005'), '9999_later'])
    rmSync(path.join(older, name), { recursive: true })
  await migrate({ url, folder: older })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    INSERT INTO "User" (id, name) VALUES ('u', 'alice');
    INSERT INTO "Role" (id, name, privileges) VALUES ('r', 'r', '{}');
    INSERT INTO "Permission" (id, "roleId", "userId") VALUES ('p1', 'r', 'u'), ('p2', 'r', 'u');
    INSERT INTO "Event" (type, severity, message, "targetKind", "targetId", "targetName", "taskId")
      VALUES ('t', 'INFO', 'm', 'Host', 'h', 'h', 'task-gone');`)
  await migrate({ url })
  const ids = async (sql: string) => (await client.query(sql)).rows
  expect(await ids('SELECT id FROM "Permission"')).toEqual([{ id: 'p1' }])
  expect(await ids('SELECT "taskId" FROM "Event"')).toEqual([{ taskId: null }])
  await client.end()
})

test('a database of a newer version is refused in one sentence', async () => {
  const url = newDatabase()
  await migrate({ url, folder: newerVersion('CREATE TABLE later (id int)') })
  await expect(migrate({ url })).rejects.toMatchObject({
    reason: 'ServiceUnavailable',
    message: expect.stringMatching(/newer version .*9999_later/),
  })
})

test('a database made by another build is refused in one sentence', async () => {
  const url = newDatabase()
  await migrate({ url, folder: newerVersion('CREATE TABLE later (id int)') })
  await expect(migrate({ url, folder: newerVersion('CREATE TABLE other (id int)') })).rejects.toThrow(
    /different build .*9999_later is not the same/,
  )
})

test('a migration that fails leaves nothing of itself, and can be run again when it is mended', async () => {
  const url = newDatabase()
  await expect(migrate({ url, folder: newerVersion('CREATE TABLE later (id int); SELECT nonsense') })).rejects.toThrow(
    /could not be brought up to date \(9999_later\).*nonsense/,
  )
  expect(await migrate({ url, folder: newerVersion('CREATE TABLE later (id int)') })).toEqual(['9999_later'])
})

test.each([
  ['a server that is not there', { port: '1' }, /at 127\.0\.0\.1:1 can't be reached \(.*ECONNREFUSED/],
  ['a wrong password', { password: 'wrong' }, /the name or password is wrong/],
])('%s is said in one sentence, without the password', async (_, change, message) => {
  const url = Object.assign(new URL(database.url), change)
  for (const attempt of [migrate, openStore]) {
    const error: Error = await attempt({ url: url.href }).then(
      () => expect.unreachable(),
      (reason) => reason,
    )
    expect(error).toMatchObject({ reason: 'ServiceUnavailable', message: expect.stringMatching(message) })
    expect(error.message).not.toContain(new URL(database.url).password)
  }
})

test('a user who may not create tables is told so in one sentence', async () => {
  const owner = newDatabase()
  await migrate({ url: owner })
  const client = new pg.Client({ connectionString: owner })
  await client.connect()
  await client.query(`DROP TABLE _prisma_migrations; CREATE ROLE ${poor} LOGIN PASSWORD 'poor'`)
  await client.end()
  const url = Object.assign(new URL(owner), { username: poor, password: 'poor' }).href
  await expect(migrate({ url })).rejects.toMatchObject({
    reason: 'ServiceUnavailable',
    message: expect.stringMatching(
      /could not be prepared: permission denied for schema public\. The user of DATABASE_URL must own it/,
    ),
  })
})
