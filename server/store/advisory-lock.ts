import pg from 'pg'
import { connection } from './pool.ts'

/** A lock that is held. */
export interface AdvisoryLock {
  /** Lets go of the lock. `lost` does not fire. */
  release(): Promise<void>
  /** Fires when the lock is no longer ours, because the connection that held it is gone. */
  lost: AbortSignal
}

const PROBE_MS = 2000
/** A holder that has not probed for this long is taken for stopped, and the server ends its session; a busy one must not be. */
const SILENT_MS = 8000

/**
 * Takes the lock `key` of the database, or answers null when somebody else has it. It lives as long as the connection it is taken on (its
 * own), so it frees itself when our process dies, or stands still for SILENT_MS: a stopped process keeps its connections. `lost` fires when
 * that connection ends first: stop what the lock guards then, and rely on epochs for what was under way.
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export async function tryAdvisoryLock(url: string, key: string): Promise<AdvisoryLock | null> {
  const client = new pg.Client({ ...connection(url), query_timeout: 5000 })
  const lost = new AbortController()
  let probe: NodeJS.Timeout | undefined
  let ended = false
  const end = () => {
    ended = true
    clearInterval(probe)
    return client.end().catch(() => {})
  }
  const lose = () => {
    if (ended) return
    void end()
    lost.abort(new Error(`The lock ${key} was lost: its connection to the database broke.`))
  }
  client.on('error', lose)
  client.on('end', lose)
  try {
    await client.connect()
    // The server, too, must notice within seconds when we vanish without a word.
    await client.query('SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3')
    await client.query(`SET idle_session_timeout = ${SILENT_MS}`)
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [
      key,
    ])
    if (!rows[0]?.locked) {
      await end()
      return null
    }
  } catch (error) {
    await end()
    throw error
  }
  probe = setInterval(() => void client.query('SELECT 1').catch(lose), PROBE_MS)
  probe.unref()
  return { release: end, lost: lost.signal }
}
