import pg from 'pg'

/**
 * Connections to the database of `url`, opened when needed, at most `size`. Times are UTC whatever the server's zone is: Prisma's columns
 * have no time zone.
 */
export function openPool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({ ...connection(url), max: size, idleTimeoutMillis: 60_000, connectionTimeoutMillis: 15_000 })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/** What every connection of ours to the database shares. */
export const connection = (url: string): pg.ClientConfig => ({
  connectionString: url,
  options: '-c TimeZone=UTC',
  application_name: 'hemisphere',
  keepAlive: true,
  keepAliveInitialDelayMillis: 5000,
})
