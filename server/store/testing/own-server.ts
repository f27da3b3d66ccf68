import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '#scripts/postgres.mjs'

/** A database server that nobody else uses. */
export interface OwnServer {
  url: string
  dataDir: string
  /** Ends the server as a power cut to its processes would, and starts it again at the same address. */
  crash(): Promise<void>
  /** Stops it and removes all its data. */
  stop(): Promise<void>
}

/** A server as durable as the one the product runs. For benchmarks, and for tests of what happens when the server dies. */
export async function ownServer(tuning: readonly string[] = []): Promise<OwnServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-postgres-'))
  chmodSync(dataDir, 0o755) // or root's server, which runs as nobody, would have to keep its data elsewhere
  let server = await startPostgres({ dataDir, tuning })
  return {
    url: server.url,
    dataDir,
    async crash() {
      process.kill(server.pid, 'SIGKILL')
      server = await startPostgres({ dataDir, tuning })
    },
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
