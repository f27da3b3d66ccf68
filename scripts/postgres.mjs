import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { everyoneMayEnter, findBinaries, reachableFolder, serverAccount } from './postgres-binaries.mjs'

/**
 * @typedef {{ uid: number, gid: number }} Account
 * @typedef {{ cluster: string, logFile: string, account: Account | undefined, binaries: ReturnType<typeof findBinaries> }} Place
 * @typedef {{ url: string, port: number, pid: number, stop(): Promise<void> }} RunningPostgres
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
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ dataDir, port, log = () => {}, tuning = [] }) {
  const place = prepare(path.resolve(dataDir))
  if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) makeCluster(place, log)
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
      log('starting PostgreSQL')
      await launch(place, await choosePort(place.cluster, port), port !== undefined, tuning)
    } else await sleep(100)
    tries++
  }
  throw new Error(`PostgreSQL did not start within ${START_SECONDS} seconds; its log is ${place.logFile}.`)
}

/** @param {string} dataDir @returns {Place} */
function prepare(dataDir) {
  const account = serverAccount()
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} can't be made: ${/** @type {Error} */ (error).message}. Set DATA_DIR to another folder.`,
    )
  }
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
function makeCluster({ cluster, account, binaries }, log) {
  log('creating the database (once)')
  const half = `${cluster}.${process.pid}.${randomBytes(4).toString('hex')}`
  const passwordFile = `${half}.password`
  mkdirSync(half, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (account) for (const file of [half, passwordFile]) chownSync(file, account.uid, account.gid)
  const { status, stderr, error } = spawnSync(
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
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, cwd: '/', ...account },
  )
  if (status !== 0) {
    rmSync(half, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
    throw explain(stderr || error?.message || 'initdb failed', cluster)
  }
  renameSync(passwordFile, path.join(half, 'hemisphere-password'))
  try {
    renameSync(half, cluster)
  } catch {
    rmSync(half, { recursive: true, force: true }) // another process was faster; its cluster is as good
  }
}

/**
 * What postmaster.pid says: https://www.postgresql.org/docs/current/storage-file-layout.html (line 1 pid, 4 port, 8 state).
 * @param {string} cluster
 * @returns {{ state: 'absent' | 'dead' | 'foreign' | 'starting' | 'ready', pid: number, port: number }}
 */
function readLock(cluster) {
  let lines
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return { state: 'absent', pid: 0, port: 0 }
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return { state: 'dead', pid, port }
  }
  if (existsSync('/proc/self/stat')) {
    let stat = ''
    try {
      stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    } catch {
      return { state: 'dead', pid, port }
    }
    if (!stat.includes('(postgres)') || /\) Z /.test(stat)) return { state: 'foreign', pid, port }
  }
  return { state: lines[7]?.trim() === 'ready' ? 'ready' : 'starting', pid, port }
}

/**
 * True when a PostgreSQL answers there: it replies N or S to an SSLRequest.
 * @param {number} port @returns {Promise<boolean>}
 */
const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    const done = (/** @type {boolean} */ result) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(2000, () => done(false))
    socket.once('error', () => done(false))
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])))
    socket.once('data', (data) => done(data[0] === 78 || data[0] === 83))
  })

/**
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port when it is free
 */
const free = (port) =>
  new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = /** @type {net.AddressInfo} */ (server.address())
      server.close(() => resolve(got))
    })
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
  const said = tail(logFile, from)
  if (/lock file .* already exists|shared memory block .* in use/.test(said)) return void (await sleep(250))
  if (/Address already in use/.test(said) && !fixedPort) return
  throw explain(said, cluster)
}

/** @param {string} file @param {number} from */
function tail(file, from) {
  const size = statSync(file).size - from
  if (size <= 0) return ''
  const buffer = Buffer.alloc(Math.min(size, 65536))
  const handle = openSync(file, 'r')
  readSync(handle, buffer, 0, buffer.length, from + size - buffer.length)
  closeSync(handle)
  return buffer.toString('utf8')
}

/** @param {string} said @param {string} cluster @returns {Error} */
function explain(said, cluster) {
  if (/No space left on device|disk full|free disk space|could not extend file/i.test(said))
    return new Error(`The disk that holds ${cluster} is full: free some space and start again.`)
  if (/Address already in use/.test(said))
    return new Error('The port for the database is in use by another program: choose another one.')
  const reason = said.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line))
  return new Error(`PostgreSQL could not start in ${cluster}: ${(reason[0] ?? said).trim()}`)
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
function running({ cluster }, { pid, port }) {
  const password = readFileSync(path.join(cluster, 'hemisphere-password'), 'utf8')
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    async stop() {
      for (let signals = 0, waited = 0; ; waited += 20) {
        const found = readLock(cluster)
        if (found.pid !== pid || found.state === 'absent' || found.state === 'dead' || found.state === 'foreign') return
        // SIGINT is "fast": clients are cut and everything is written. SIGQUIT only when that takes too long; the log is replayed then.
        if (signals === 0) signals = signal(pid, 'SIGINT')
        else if (signals === 1 && waited > 30_000) signals += signal(pid, 'SIGQUIT')
        else if (waited > 40_000) throw new Error(`PostgreSQL (process ${pid}) does not stop.`)
        await sleep(20)
      }
    },
  }
}
