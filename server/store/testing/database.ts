import { createHash } from 'node:crypto'
import pg from 'pg'
import { migrate, readMigrations } from '../migrate.ts'
import { isAlive, testServer } from './server.ts'

/** A database of a test file's own, with the schema in place and nothing in it. */
export interface TestDatabase {
  url: string
  /** Removes the database, cutting whoever is still connected. */
  drop(): Promise<void>
}

/**
 * A new database on the machine's one test server (or on TEST_DATABASE_URL, whose user must be allowed to create databases), cloned from a
 * migrated template: some 50 ms. Many workers and many runs may ask at once.
 */
export const testDatabase = (): Promise<TestDatabase> => onServer(cloneTemplate)

/** The run that stops the server as the last of its users may do so while we come in: then it is started again. */
async function onServer<T>(work: (server: string) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(await testServer())
    } catch (error) {
      if (attempt === 5 || !isGone(error)) throw error
    }
  }
}

const isGone = (error: unknown) =>
  ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'].includes((error as { code?: string }).code ?? '')

async function cloneTemplate(server: string): Promise<TestDatabase> {
  const template = await ensureTemplate(server)
  const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`
  await asAdmin(server, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  return {
    url: databaseUrl(server, name),
    drop: () => asAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  }
}

/** Removes the databases that runs which were killed left behind on this machine's server. */
export async function dropAbandonedDatabases(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return // other machines' processes may be at work there
  await onServer((server) => asAdmin(server, dropAbandoned))
}

async function dropAbandoned(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string; pid: string }>(
    String.raw`SELECT datname AS name, split_part(datname, '_', 2) AS pid FROM pg_database WHERE datname ~ '^test_\d+_'`,
  )
  for (const { name } of rows.filter(({ pid }) => !isAlive(Number(pid))))
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

const TEMPLATE_LOCK = 7270001

/** The template for these migrations. It gets its name only when complete, so a run that dies half-way leaves nothing to trip over. */
async function ensureTemplate(server: string): Promise<string> {
  const checksums = readMigrations().map(({ name, checksum }) => name + checksum)
  const template = `template_${createHash('sha256').update(checksums.join()).digest('hex').slice(0, 12)}`
  await asAdmin(server, async (admin) => {
    const exists = async () => (await admin.query('SELECT FROM pg_database WHERE datname = $1', [template])).rowCount === 1
    if (await exists()) return
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK])
    if (await exists()) return
    const half = `half_${template}`
    await admin.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`)
    await migrate({ url: databaseUrl(server, half) })
    await admin.query(`ALTER DATABASE ${half} RENAME TO ${template}`)
  })
  return template
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function asAdmin(server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
