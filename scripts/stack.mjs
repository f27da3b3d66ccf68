import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { get as httpGet } from 'node:http'
import { get as httpsGet } from 'node:https'
import path from 'node:path'
import { fileError, lockDataDir } from './data-dir.mjs'
import { root } from './install.mjs'
import { keepPostgres } from './keep-postgres.mjs'
import { createProcesses } from './processes.mjs'
import { LAB_HOSTS_FILE, rememberedLabHosts } from './settings.mjs'

/**
 * @typedef {object} StackOptions
 * @property {string} dataDir where the database, keys and logs live
 * @property {number} port of the web client
 * @property {number} apiPort of the Kubernetes APIs
 * @property {number} labHosts simulated hosts to run; 0 for none
 * @property {boolean} labEnabled Workload Management enabled from the start
 * @property {string} [databaseUrl] your own PostgreSQL
 * @property {string} [adminPassword]
 * @property {boolean} [dev] next dev instead of the built client
 * @property {boolean} [web] false leaves the web client out
 * @property {(line: string) => void} log
 * @property {(sentence: string) => void} onCrash
 * @property {(stop: () => Promise<void>) => void} [onStop] told how to stop as soon as there is something to stop
 */

/**
 * Everything of a Hemisphere on this machine: database, preparation (migrations, first seed), control plane, simulated hosts, web client.
 * Resolves when all of it answers.
 * @param {StackOptions} options
 */
export const startStack = async (options) => {
  const { dataDir, port, log } = options
  const unlock = lockDataDir(dataDir, `http://localhost:${port}`)
  const processes = createProcesses({ logs: path.join(dataDir, 'logs'), onCrash: options.onCrash })
  const opening = options.databaseUrl ? undefined : keepPostgres({ dataDir: path.join(dataDir, 'postgres'), log })
  let stopping = false
  const stop = async () => {
    stopping = true
    await processes.stop()
    const postgres = await opening?.catch(() => undefined)
    await postgres?.stop()
    unlock()
  }
  options.onStop?.(stop)
  try {
    const postgres = await opening
    const databaseUrl = options.databaseUrl ?? withDatabase(postgres?.url, 'hemisphere')
    await startProcesses(options, databaseUrl, processes, () => stopping)
    return { stop, databaseUrl, pids: processes.pids, firstPassword: () => firstPassword(dataDir) }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * @param {StackOptions} options @param {string} databaseUrl @param {ReturnType<typeof createProcesses>} processes
 * @param {() => boolean} isStopping
 */
const startProcesses = async (options, databaseUrl, processes, isStopping) => {
  const { dataDir, port, apiPort, labHosts, log } = options
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    API_PORT: String(apiPort),
    LAB_HOSTS: String(labHosts),
    LAB_ENABLED: options.labEnabled ? '1' : '',
    NODE_ENV: options.dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(options.adminPassword ? { HEMISPHERE_ADMIN_PASSWORD: options.adminPassword } : {}),
  }
  const start = (name, words, args, more = {}) => {
    if (isStopping()) throw new Error('Stopped while starting.')
    log(words)
    processes.start(name, args, { ...env, ...more })
  }
  start('control-plane', 'Starting the control plane …', [...manyShortLived, ...tsx, path.join(root, 'server/main.ts')])
  await answers(`https://127.0.0.1:${apiPort}/readyz`, isStopping)
  const hosts = sayLab(dataDir, labHosts, log)
  if (hosts > 0) {
    const args = [...tsx, path.join(root, 'spherelet/main.ts'), '--simulate', String(hosts)]
    start('spherelet', `Starting ${hosts} simulated hosts …`, args, {
      HEMISPHERE_URL: `https://127.0.0.1:${apiPort}`,
      HEMISPHERE_CA: path.join(dataDir, 'keys/ca.crt'),
      JOIN_TOKENS: path.join(dataDir, 'lab-join-tokens.json'),
    })
  }
  if (options.web === false) return
  start('web', 'Starting the web client …', [...tsx, path.join(root, 'server/web.ts')])
  await answers(`http://127.0.0.1:${port}/healthz`, isStopping)
}

const tsx = ['--import', 'tsx']
/** Requests leave much garbage that does not grow old: with more room for it the collector is seldom called. */
const manyShortLived = ['--max-semi-space-size=64']

const withDatabase = (url, name) => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/**
 * How many simulated hosts there are to start, remembered for the next start; what differs from the last one is said.
 * @param {string} dataDir @param {number} labHosts @param {(line: string) => void} log
 */
const sayLab = (dataDir, labHosts, log) => {
  const before = rememberedLabHosts(dataDir) ?? 0
  try {
    writeFileSync(path.join(dataDir, LAB_HOSTS_FILE), String(labHosts))
  } catch (error) {
    throw fileError(error, dataDir)
  }
  const tokens = path.join(dataDir, 'lab-join-tokens.json')
  const clusters = labHosts > 0 && existsSync(tokens) ? JSON.parse(readFileSync(tokens, 'utf8')) : []
  const hosts = clusters.reduce((sum, cluster) => sum + cluster.hosts, 0)
  if (labHosts > 0 && hosts === 0) log(`LAB_HOSTS=${labHosts}: the inventory holds no lab, so no simulated host is started.`)
  else if (before > hosts)
    log(
      `The lab had ${before} simulated hosts, LAB_HOSTS=${labHosts} starts ${hosts === 0 ? 'none of them' : `the first ${hosts}`}: those that are not started are shown as not responding until they are started again or removed from the inventory.`,
    )
  else if (before > 0 && hosts > before) log(`The lab had ${before} simulated hosts; ${hosts - before} more join it.`)
  return hosts
}

/** The people of the lab and their first passwords, as the first start wrote them down. */
const firstPassword = (dataDir) => {
  const file = path.join(dataDir, 'first-passwords.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

const START_SECONDS = 120

/** Resolves when the address answers with a success; whether its certificate is known does not matter for that. */
const answers = async (url, isStopping) => {
  const deadline = Date.now() + START_SECONDS * 1000
  const get = url.startsWith('https:') ? httpsGet : httpGet
  for (;;) {
    const status = await new Promise((resolve) => {
      const request = get(url, { rejectUnauthorized: false, timeout: 5000 }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      request.on('error', () => resolve(0))
      request.on('timeout', () => request.destroy())
    })
    if (isStopping()) throw new Error('Stopped while starting.')
    if (status === 200) return
    if (Date.now() > deadline)
      throw new Error(`${url} did not answer within ${START_SECONDS} s (last status ${status}). See the logs folder in DATA_DIR.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
