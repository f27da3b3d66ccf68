import path from 'node:path'

/** What the environment says; docs: the table in README.md. */
export interface Settings {
  databaseUrl: string
  dataDir: string
  keysDir: string
  port: number
  apiPort: number
  /** How clients reach the API port and the web client. */
  apiUrl: string
  webUrl: string
  labHosts: number
  labEnabled: boolean
  administratorPassword: string | undefined
  /** Proxies of ours in front of the web client, each of which appends to X-Forwarded-For. */
  trustedProxies: number
}

/** Reads the environment. Error with one sentence when something that must be there is not, or is no number. */
export const readSettings = (env: NodeJS.ProcessEnv = process.env): Settings => {
  const databaseUrl = env.DATABASE_URL
  if (!databaseUrl) throw new Error('DATABASE_URL is not set. Start with `npm start`, or set it to your own PostgreSQL.')
  const dataDir = path.resolve(/*turbopackIgnore: true*/ env.DATA_DIR || '.data')
  const port = wholeNumber(env, 'PORT', 3000)
  const apiPort = wholeNumber(env, 'API_PORT', 6443)
  return {
    databaseUrl,
    dataDir,
    keysDir: path.join(dataDir, 'keys'),
    port,
    apiPort,
    apiUrl: env.PUBLIC_API_URL || `https://127.0.0.1:${apiPort}`,
    webUrl: env.PUBLIC_URL || `http://localhost:${port}`,
    labHosts: wholeNumber(env, 'LAB_HOSTS', 0),
    labEnabled: env.LAB_ENABLED === '1',
    administratorPassword: env.HEMISPHERE_ADMIN_PASSWORD || undefined,
    trustedProxies: wholeNumber(env, 'TRUSTED_PROXIES', 0),
  }
}

const wholeNumber = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const text = env[name] || String(fallback)
  if (!/^\d{1,9}$/.test(text))
    throw new Error(`${name} must be a whole number, for example ${name}=${fallback}; it is "${text}".`)
  return Number(text)
}
