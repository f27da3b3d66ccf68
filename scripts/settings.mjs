import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './install.mjs'

/**
 * @typedef {object} StartSettings
 * @property {number} port
 * @property {number} apiPort
 * @property {string} dataDir
 * @property {number} labHosts
 * @property {boolean} labEnabled
 * @property {string | undefined} databaseUrl
 * @property {string | undefined} adminPassword
 */

/**
 * What the environment says to `npm start` and `npm run dev`; docs: the table in README.md. One sentence when something in it can't be.
 * @param {Record<string, string | undefined>} [env] @returns {StartSettings}
 */
export const readStartSettings = (env = process.env) => {
  const dataDir = path.resolve(env.DATA_DIR || path.join(root, '.data'))
  const port = portOf(env, 'PORT', 3000)
  const apiPort = portOf(env, 'API_PORT', 6443)
  if (port === apiPort) throw new Error(`PORT and API_PORT are both ${port}: give one of them another number.`)
  wholeNumber(env, 'TRUSTED_PROXIES', 0)
  const wanted = env.LAB_HOSTS ? wholeNumber(env, 'LAB_HOSTS', 8) : undefined
  return {
    port,
    apiPort,
    dataDir,
    labHosts: wanted ?? rememberedLabHosts(dataDir) ?? 8,
    labEnabled: env.LAB_ENABLED ? env.LAB_ENABLED !== '0' : (wanted ?? 0) >= 1000,
    databaseUrl: databaseUrlOf(env),
    adminPassword: env.HEMISPHERE_ADMIN_PASSWORD || undefined,
  }
}

/** How many simulated hosts the last start in this folder was asked for: without LAB_HOSTS a lab stays as large as it is. */
export const rememberedLabHosts = (dataDir) => {
  const file = path.join(dataDir, LAB_HOSTS_FILE)
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : undefined
}

export const LAB_HOSTS_FILE = 'lab-hosts'

/** @param {Record<string, string | undefined>} env @param {string} name @param {number} fallback */
const wholeNumber = (env, name, fallback) => {
  const text = env[name] || String(fallback)
  if (!/^\d{1,9}$/.test(text))
    throw new Error(`${name} must be a whole number, for example ${name}=${fallback}; it is "${text}".`)
  return Number(text)
}

/** @param {Record<string, string | undefined>} env @param {string} name @param {number} fallback */
const portOf = (env, name, fallback) => {
  const port = wholeNumber(env, name, fallback)
  if (port < 1 || port > 65535)
    throw new Error(`${name} must be a port from 1 to 65535, for example ${name}=${fallback}; it is ${port}.`)
  return port
}

/** @param {Record<string, string | undefined>} env */
const databaseUrlOf = ({ DATABASE_URL: url }) => {
  if (!url) return undefined
  const { protocol, hash } = URL.canParse(url) ? new URL(url) : { protocol: '', hash: '' }
  // The text itself may hold a password, and is not shown; what follows a # was meant to be part of one.
  if (!['postgres:', 'postgresql:'].includes(protocol) || hash)
    throw new Error(
      'DATABASE_URL is not the address of a PostgreSQL: it must look like postgresql://user:password@host:5432/hemisphere, with special characters of the password percent-encoded.',
    )
  return url
}
