import { statfsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from './postgres.mjs'

const LOOK_MS = 1000
const AGAIN_MS = 3000
const MIB = 1024 ** 2
/** Below this the disk is all but full; said once, and again only after there was plenty. */
const LITTLE = 64 * MIB
const PLENTY = 256 * MIB

/**
 * The embedded PostgreSQL of `dataDir`, started again on the same port whenever it ends by itself, as it does when its disk is full. What
 * was acknowledged is in its log; those who use it wait for it.
 * @param {{ dataDir: string, log: (line: string) => void }} options
 * @returns {Promise<{ url: string, pid: () => number, stop(): Promise<void> }>}
 */
export const keepPostgres = async ({ dataDir, log }) => {
  let server = await startPostgres({ dataDir, log })
  const { url, port } = server
  const warnOfFullDisk = diskWarning(dataDir, log)
  const stopping = new AbortController()
  const { signal } = stopping

  const startAgain = async () => {
    let said = `PostgreSQL has ended: ${server.lastWords()} It is started again as soon as that works; what was acknowledged is kept.`
    log(said)
    while (!signal.aborted) {
      try {
        server = await startPostgres({ dataDir, port, make: false })
        return log('PostgreSQL runs again.')
      } catch (error) {
        // A disk that is still full has been told of.
        if (!error.isDiskFull && said !== error.message) log(error.message)
        said = error.message
      }
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {})
    }
  }
  const watching = (async () => {
    while (!signal.aborted) {
      await sleep(LOOK_MS, undefined, { signal }).catch(() => {})
      warnOfFullDisk()
      if (!signal.aborted && !server.isRunning()) await startAgain()
    }
  })()

  return {
    url,
    pid: () => server.pid,
    stop: async () => {
      stopping.abort()
      await watching
      await server.stop()
    },
  }
}

/** @param {string} folder @param {(line: string) => void} log */
const diskWarning = (folder, log) => {
  let warned = false
  return () => {
    const free = freeBytes(folder)
    if (!warned && free < LITTLE)
      log(
        `The disk that holds ${folder} has ${Math.floor(free / MIB)} MiB left: free some space, or nothing can be changed soon.`,
      )
    warned = free < LITTLE || (warned && free < PLENTY)
  }
}

/** @param {string} folder */
const freeBytes = (folder) => {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY // the folder is gone, and that is said elsewhere
  }
}
