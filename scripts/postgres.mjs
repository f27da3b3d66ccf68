import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { diskFull, fileError, requireFolder } from './data-dir.mjs'
import { readFrom } from './log-file.mjs'
import { everyoneMayEnter, findBinaries, reachableFolder, serverAccount } from './postgres-binaries.mjs'
import { answers, free, readLock } from './postgres-lock.mjs'

/**
 * @typedef {{ uid: number, gid: number }} Account
 * @typedef {{ cluster: string, logFile: string, account: Account | undefined, binaries: ReturnType<typeof findBinaries> }} Place
 * @typedef {object} RunningPostgres
 * @property {string} url
 * @property {number} port
 * @property {number} pid
 * @property {() => boolean} isRunning
 * @property {() => string} lastWords once it has ended by itself: why, as one sentence
 * @property {() => Promise<void>} stop
 */

const START_SECONDS = 60

/**
 * The server of `dataDir`, made when there is none, started when it is not running and reused when it is (also by another process). It
 * listens on 127.0.0.1 only and outlives us until `stop`. Errors are one sentence that says what to do.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} [options.port] wanted port; without it a free one is picked and remembered
 * @param {(line: string) => void} [options.log] progress, for people
 * @param {readonly string[]} [options.tuning] server settings such as `shared_buffers=256MB`
 * @param {boolean} [options.make] false: a missing database is an error
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ dataDir, port, log = () => {}, tuning = [], make = true }) {
  const place = prepare(path.resolve(dataDir))
  if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) {
    if (!make) throw new Error(`The database in ${place.cluster} is gone: stop, and restore the folder.`)
    await makeCluster(place, log)
  }
  const made = readFileSync(path.join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  if (made !== place.binaries.major) {
    throw new Error(
      `The database in ${place.cluster} was made by PostgreSQL ${made}, this version brings ${place.binaries.major}: dump it with the old version, or set DATA_DIR to a new folder.`,
    )
  }
  const deadline = Date.now() + START_SECONDS * 1000
  let tries = 0
  while (Date.now() < deadline) {
    const found = readLock(place.cluster)
    if (found.state === 'ready' && (await answers(found.port))) return running(place, found)
    if (found.state === 'dead') rmSync(path.join(place.cluster, 'postmaster.pid'), { force: true })
    // A zombie, or another program that got the old process id: give the old server's children time to end first.
    if (found.state === 'foreign' && tries > 20) rmSync(path.join(place.cluster, 'postmaster.pid'), { force: true })
    if (found.state === 'absent' || found.state === 'dead') {
      log('Starting PostgreSQL …')
      await choosePort(place.cluster, port)
        .then((chosen) => launch(place, chosen, port !== undefined, tuning))
        .catch((error) => {
          throw error.code ? fileError(error, place.cluster) : error
        })
    } else await sleep(100)
    tries++
  }
  throw new Error(`PostgreSQL did not start within ${START_SECONDS} seconds; its log is ${place.logFile}.`)
}

/** @param {string} dataDir @returns {Place} */
function prepare(dataDir) {
  const account = serverAccount()
  requireFolder(dataDir)
  let home = dataDir
  if (account && !everyoneMayEnter(dataDir)) {
    home = reachableFolder(`data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
    mkdirSync(home, { recursive: true })
    writeFileSync(path.join(dataDir, 'database-is-in'), `${home}\n`)
  }
  return {
    cluster: path.join(home, 'cluster'),
    logFile: path.join(dataDir, 'postgres.log'),
    account,
    binaries: findBinaries(account),
  }
}

/**
 * Made beside and moved into place, so that two starts at once both end with the same, complete cluster.
 * @param {Place} place @param {(line: string) => void} log
 */
async function makeCluster({ cluster, account, binaries }, log) {
  log('Creating the database (once) …')
  const half = `${cluster}.${process.pid}.${randomBytes(4).toString('hex')}`
  const passwordFile = `${half}.password`
  const remove = () => {
    rmSync(half, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
  }
  try {
    mkdirSync(half, { recursive: true, mode: 0o700 })
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (account) for (const file of [half, passwordFile]) chownSync(file, account.uid, account.gid)
  } catch (error) {
    remove()
    throw fileError(error, cluster)
  }
  const { status, stderr } = await toItsEnd(
    binaries.initdb,
    [
      '-D',
      half,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    { env: { ...process.env, LC_ALL: 'C' }, cwd: '/', ...account },
  )
  if (status !== 0) {
    remove()
    throw explain(stderr || 'initdb failed', cluster)
  }
  renameSync(passwordFile, path.join(half, 'hemisphere-password'))
  try {
    renameSync(half, cluster)
  } catch {
    rmSync(half, { recursive: true, force: true }) // another process was faster; its cluster is as good
  }
}

/**
 * In a session of its own: Ctrl-C reaches only us, and we stop when it has ended.
 * @param {string} program @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ status: number | null, stderr: string }>}
 */
const toItsEnd = (program, args, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    let stderr = ''
    child.stderr?.on('data', (chunk) => (stderr += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stderr }))
  })

/** @param {string} cluster @param {number | undefined} wanted @returns {Promise<number>} */
async function choosePort(cluster, wanted) {
  if (wanted !== undefined) {
    if (await free(wanted)) return wanted
    throw new Error(
      `Port ${wanted} for the database is in use by another program: choose another one, or leave it out and a free one is picked.`,
    )
  }
  const file = path.join(cluster, 'hemisphere-port')
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = (remembered && (await free(remembered))) || (await free(0))
  if (!port) throw new Error('No free port on 127.0.0.1 for the database.')
  writeFileSync(file, String(port))
  return port
}

/**
 * Starts the server and waits until its lock file says `ready` or it gives up. Resolves also when another start won the race: the caller looks again.
 * @param {Place} place @param {number} port @param {boolean} fixedPort @param {readonly string[]} tuning
 */
async function launch({ cluster, logFile, account, binaries }, port, fixedPort, tuning) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...tuning]
  if (existsSync(logFile) && statSync(logFile).size > 20e6) renameSync(logFile, `${logFile}.1`)
  const output = openSync(logFile, 'a')
  const from = statSync(logFile).size
  // In a session of its own: Ctrl-C must reach us first, so that everything else lets go of the database before it ends.
  const child = spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    stdio: ['ignore', output, output],
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    cwd: '/',
    ...account,
  })
  closeSync(output)
  let ended = false
  child.once('exit', () => (ended = true))
  child.once('error', () => (ended = true))
  child.unref()
  const deadline = Date.now() + START_SECONDS * 1000
  while (!ended && Date.now() < deadline) {
    const { state, pid } = readLock(cluster)
    if (state === 'ready' && pid === child.pid) return
    await sleep(20)
  }
  if (!ended) return
  const said = readFrom(logFile, from)
  if (/lock file .* already exists|shared memory block .* in use/.test(said)) return void (await sleep(250))
  if (/Address already in use/.test(said) && !fixedPort) return
  throw explain(said, cluster)
}

const NO_SPACE = /No space left on device|disk full|free disk space|could not extend file/i

/** @param {string} said */
const reasons = (said) => said.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line))

/** Why a server ended that had run. @param {string} said @param {string} cluster */
const whyEnded = (said, cluster) =>
  NO_SPACE.test(said)
    ? `the disk that holds ${cluster} is full: free some space.`
    : (reasons(said).at(-1) ?? 'its log does not say why.')

/** Why a server could not start. @param {string} said @param {string} cluster @returns {Error} */
function explain(said, cluster) {
  if (NO_SPACE.test(said)) return diskFull(cluster)
  if (/Address already in use/.test(said))
    return new Error('The port for the database is in use by another program: choose another one.')
  return new Error(`PostgreSQL could not start in ${cluster}: ${(reasons(said)[0] ?? said).trim()}`)
}

/** @param {number} pid @param {NodeJS.Signals} name @returns {1} counts as one signal sent, also when the process is gone already */
function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
  return 1
}

/** @param {Place} place @param {{ pid: number, port: number }} server @returns {RunningPostgres} */
function running({ cluster, logFile }, { pid, port }) {
  const from = existsSync(logFile) ? statSync(logFile).size : 0
  const isRunning = () => {
    const found = readLock(cluster)
    return found.pid === pid && (found.state === 'ready' || found.state === 'starting')
  }
  const password = readFileSync(path.join(cluster, 'hemisphere-password'), 'utf8')
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    isRunning,
    lastWords: () => whyEnded(readFrom(logFile, from), cluster),
    async stop() {
      for (let signals = 0, waited = 0; ; waited += 20) {
        if (!isRunning()) return
        // SIGINT is "fast": clients are cut and everything is written. SIGQUIT only when that takes too long; the log is replayed then.
        if (signals === 0) signals = signal(pid, 'SIGINT')
        else if (signals === 1 && waited > 30_000) signals += signal(pid, 'SIGQUIT')
        else if (waited > 40_000) throw new Error(`PostgreSQL (process ${pid}) does not stop.`)
        await sleep(20)
      }
    },
  }
}
