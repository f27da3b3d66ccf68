import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { get as httpGet } from 'node:http'
import { get as httpsGet } from 'node:https'
import path from 'node:path'
import { root } from './install.mjs'
import { startPostgres } from './postgres.mjs'
import { createProcesses } from './processes.mjs'

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
  const { dataDir, port, apiPort, labHosts, log } = options
  mkdirSync(dataDir, { recursive: true })
  const postgres = options.databaseUrl ? undefined : await startPostgres({ dataDir: path.join(dataDir, 'postgres'), log })
  const databaseUrl = options.databaseUrl ?? withDatabase(postgres.url, 'hemisphere')
  const processes = createProcesses({ logs: path.join(dataDir, 'logs'), onCrash: options.onCrash })
  const stop = async () => {
    await processes.stop()
    await postgres?.stop()
  }
  options.onStop?.(stop)
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
  try {
    log('Starting the control plane …')
    processes.start('control-plane', [...manyShortLived, ...tsx, path.join(root, 'server/main.ts')], env)
    await answers(`https://127.0.0.1:${apiPort}/readyz`)
    if (labHosts > 0) {
      log(`Starting ${labHosts} simulated hosts …`)
      processes.start('spherelet', [...tsx, path.join(root, 'spherelet/main.ts'), '--simulate', String(labHosts)], {
        ...env,
        HEMISPHERE_URL: `https://127.0.0.1:${apiPort}`,
        HEMISPHERE_CA: path.join(dataDir, 'keys/ca.crt'),
        JOIN_TOKENS: path.join(dataDir, 'lab-join-tokens.json'),
      })
    }
    if (options.web !== false) {
      log('Starting the web client …')
      processes.start('web', [...tsx, path.join(root, 'server/web.ts')], env)
      await answers(`http://127.0.0.1:${port}/healthz`)
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { stop, databaseUrl, pids: processes.pids, firstPassword: () => firstPassword(dataDir) }
}

const tsx = ['--import', 'tsx']
/** Requests leave much garbage that does not grow old: with more room for it the collector is seldom called. */
const manyShortLived = ['--max-semi-space-size=64']

const withDatabase = (url, name) => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** The people of the lab and their first passwords, as the first start wrote them down. */
const firstPassword = (dataDir) => {
  const file = path.join(dataDir, 'first-passwords.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

const START_SECONDS = 120

/** Resolves when the address answers with a success; whether its certificate is known does not matter for that. */
const answers = async (url) => {
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
    if (status === 200) return
    if (Date.now() > deadline)
      throw new Error(`${url} did not answer within ${START_SECONDS} s (last status ${status}). See the logs folder in DATA_DIR.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
