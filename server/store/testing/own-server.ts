import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '#scripts/postgres.mjs'

/**
 * A server for the caller alone, as durable as the one the product runs, in a folder that `stop` removes with everything in it. For
 * benchmarks, and for tests that kill the server.
 */
export async function ownServer(
  tuning: readonly string[] = [],
): Promise<{ url: string; pid: number; restart(): Promise<void>; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-postgres-'))
  let server = await startPostgres({ dataDir, tuning })
  const { url, pid } = server
  return {
    url,
    pid,
    async restart() {
      server = await startPostgres({ dataDir, tuning, port: server.port })
    },
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
