import pg from 'pg'
import { connection } from './pool.ts'

const CHANNEL = 'hemisphere_changes'
const RETRY_MS = 250

/** Calls `onWake` after every write by anybody, and when the connection is back after a break. */
export interface WakeUps {
  stop(): Promise<void>
}

/**
 * Listens on a connection of its own and reconnects for ever. NOTIFY may get lost while it does, which is why followers also poll.
 * Resolves when it listens, or when the first try failed.
 */
export async function listenForWakeUps(url: string, onWake: () => void): Promise<WakeUps> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const connect = async () => {
    const next = new pg.Client(connection(url))
    let broken = false
    const retry = () => {
      if (broken) return
      broken = true
      void next.end().catch(() => {})
      if (!stopped) timer = setTimeout(() => void connect(), RETRY_MS)
    }
    next.on('error', retry)
    next.on('end', retry)
    next.on('notification', onWake)
    client = next
    try {
      await next.connect()
      await next.query(`LISTEN ${CHANNEL}`)
      onWake()
    } catch {
      retry()
    }
  }

  await connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
