import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '#scripts/postgres.mjs'

const uid = process.getuid?.() ?? 0
const folder = path.join(os.tmpdir(), `hemisphere-test-${uid}`)
const users = path.join(folder, 'users')

// Tests kill processes, not machines: what a killed process wrote is safe in the kernel, so waiting for the disk would prove nothing.
const TUNING = ['fsync=off', 'full_page_writes=off', 'max_connections=500', 'shared_buffers=128MB', 'timezone=UTC']

const USER = 'HEMISPHERE_TEST_SERVER_USER'

let started: Promise<string> | undefined

/** The address of the server that all tests of this account on this machine share; started when it does not run. */
export async function testServer(): Promise<string> {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL
  // Not remembered for ever: it may be stopped by the time of the next call, and looking is cheap.
  started ??= start().finally(() => {
    started = undefined
  })
  return started
}

async function start(): Promise<string> {
  mkdirSync(users, { recursive: true })
  if (process.getuid && lstatSync(folder).uid !== uid)
    throw new Error(`${folder} belongs to someone else: set TMPDIR to another folder.`)
  // Of a test run, the process that started it counts: its workers come and go.
  process.env[USER] ??= String(process.pid)
  writeFileSync(path.join(users, process.env[USER]), '')
  const { url } = await startPostgres({ dataDir: folder, tuning: TUNING })
  return url
}

/** Ends this run's use of the shared server, and stops the server when no living process uses it any more. */
export async function releaseTestServer(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return
  rmSync(path.join(users, process.env[USER] ?? String(process.pid)), { force: true })
  const living = readdirSync(users).filter((pid) => isAlive(Number(pid)) || rmSync(path.join(users, pid), { force: true }))
  if (living.length > 0) return
  const { stop } = await startPostgres({ dataDir: folder, tuning: TUNING })
  await stop()
}

/** True for a process that runs; one that ended and waits for its parent to ask (a zombie) does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = `/proc/${pid}/stat`
  try {
    return !existsSync('/proc/self/stat') || !/\) Z /.test(readFileSync(stat, 'utf8'))
  } catch {
    return false
  }
}
