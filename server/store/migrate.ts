import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { isStatusError, StatusError } from '#domain/errors.ts'
import { DISK_FULL, diskFull } from './database-error.ts'
import { databaseName, unreachable } from './database-url.ts'

/** The key Prisma's own `migrate deploy` locks with: theirs and ours never run at once. */
const PRISMA_LOCK = 72707369

/** One folder of prisma/migrations. */
export interface Migration {
  name: string
  sql: string
  checksum: string
}

/** The migrations of a folder in the order they run: by name. */
export const readMigrations = (folder = defaultFolder()): Migration[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

const defaultFolder = () => path.join(import.meta.dirname, '../../prisma/migrations')

/**
 * Brings the database of `url` to the schema this version needs, making the database when it is missing; answers the names of the
 * migrations it ran. Any number of processes may call it at once. The bookkeeping is Prisma's (`_prisma_migrations`), so `prisma migrate`
 * agrees. ServiceUnavailable with one sentence when the server can't be reached, or the database is newer than this version.
 */
export async function migrate({ url, folder }: { url: string; folder?: string }): Promise<string[]> {
  const migrations = readMigrations(folder)
  const client = await connect(url)
  // A connection that breaks makes the query that waits for it fail; without a listener it would end the process.
  client.on('error', () => {})
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query(BOOKKEEPING)
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
    )
    const pending = pendingMigrations(migrations, rows, databaseName(url))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } catch (error) {
    if (isStatusError(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw refuse(
      `The database "${databaseName(url)}" could not be prepared: ${why}. The user of DATABASE_URL must own it, or be allowed to create tables in it.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

interface Applied {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

/** What is still to run, or ServiceUnavailable when the database's history and ours do not fit. */
function pendingMigrations(ours: readonly Migration[], applied: readonly Applied[], database: string): Migration[] {
  const known = new Map(ours.map((migration) => [migration.name, migration]))
  for (const { migration_name, checksum, finished_at } of applied) {
    const migration = known.get(migration_name)
    if (!migration) {
      throw refuse(
        `The database "${database}" was last used by a newer version of Hemisphere (it has the change ${migration_name}): start that version, or use another database.`,
      )
    }
    if (!finished_at) {
      throw refuse(
        `The change ${migration_name} of the database "${database}" failed half-way: restore a backup, or use another database.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw refuse(
        `The database "${database}" was made by a different build of Hemisphere (the change ${migration_name} is not the same): use the build that made it, or another database.`,
      )
    }
  }
  const done = new Set(applied.map((row) => row.migration_name))
  return ours.filter(({ name }) => !done.has(name))
}

const refuse = (message: string) => new StatusError('ServiceUnavailable', message)

/** Runs one migration whole: it is in the database with its bookkeeping row, or not at all. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)`,
      [crypto.randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    if ((error as { code?: string }).code === DISK_FULL) throw diskFull()
    const message = error instanceof Error ? error.message : String(error)
    throw refuse(`The database could not be brought up to date (${name}): ${message}`)
  }
}

/** Milliseconds after which a server that says nothing is taken for one that can't be reached. */
const CONNECT_MS = 15_000
const clientOf = (url: string) => new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS })

async function connect(url: string): Promise<pg.Client> {
  const client = clientOf(url)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    if ((error as { code?: string }).code !== '3D000') throw unreachable(url, error)
  }
  await createDatabase(url)
  const again = clientOf(url)
  await again.connect().catch((error: unknown) => {
    throw unreachable(url, error)
  })
  return again
}

async function createDatabase(url: string): Promise<void> {
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = clientOf(admin.href)
  try {
    await client.connect()
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(databaseName(url))}`)
  } catch (error) {
    // 42P04 and 23505: another process made it between our look and our try.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw unreachable(url, error)
  } finally {
    await client.end().catch(() => {})
  }
}
