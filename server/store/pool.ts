import pg from 'pg'

/**
 * Connections to the database of `url`, opened when needed, at most `size`. With `byIndex`, for the object tables: their plans are made when
 * the tables are all but empty and kept, and a plan that reads the whole table must not be among them.
 */
export function openPool(url: string, size: number, { byIndex = false } = {}): pg.Pool {
  const options = byIndex ? `${OPTIONS} -c enable_seqscan=off` : OPTIONS
  const pool = new pg.Pool({ ...connection(url), options, max: size, idleTimeoutMillis: 60_000, connectionTimeoutMillis: 15_000 })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

// Prisma's columns have no time zone: what the database itself puts there must be UTC whatever the server's zone is.
const OPTIONS = '-c TimeZone=UTC'

/** What every connection of ours to the database shares. */
export const connection = (url: string): pg.ClientConfig => ({
  connectionString: url,
  options: OPTIONS,
  application_name: 'hemisphere',
  keepAlive: true,
  keepAliveInitialDelayMillis: 5000,
})
