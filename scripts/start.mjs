import path from 'node:path'
import { ensureInstalled, requireNode, root } from './install.mjs'
import { requireFreePort } from './ports.mjs'

/** `npm start`: from a fresh clone to a running Hemisphere, and all of it stopped again on Ctrl-C. */
const log = (line) => console.log(`  ${line}`)

/** @param {string} name @param {number} fallback */
const number = (name, fallback) => {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`${name} must be a whole number, for example ${name}=${fallback}; it is "${text}".`)
  return value
}

const main = async () => {
  requireNode()
  const port = number('PORT', 3000)
  const apiPort = number('API_PORT', 6443)
  const labHosts = number('LAB_HOSTS', 8)
  await requireFreePort(port, 'PORT')
  await requireFreePort(apiPort, 'API_PORT')
  console.log('Hemisphere')
  await ensureInstalled(log)
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt(log)
  const { startStack } = await import('./stack.mjs')

  let stop = async () => {}
  let ending = false
  const end = async (code, sentence) => {
    if (ending) return
    ending = true
    if (sentence) console.error(`\n${sentence}`)
    else console.log('\n  Stopping …')
    await stop()
    process.exit(code)
  }
  process.on('SIGINT', () => void end(0))
  process.on('SIGTERM', () => void end(0))

  const stack = await startStack({
    dataDir: path.resolve(process.env.DATA_DIR ?? path.join(root, '.data')),
    port,
    apiPort,
    labHosts,
    labEnabled: process.env.LAB_ENABLED ? process.env.LAB_ENABLED !== '0' : labHosts >= 1000,
    databaseUrl: process.env.DATABASE_URL || undefined,
    adminPassword: process.env.HEMISPHERE_ADMIN_PASSWORD || undefined,
    log,
    onCrash: (sentence) => void end(1, sentence),
    onStop: (how) => {
      stop = how
    },
  })
  if (ending) return
  console.log(`
  Web client      http://localhost:${port}
  Kubernetes API  https://localhost:${apiPort}
${Object.entries(stack.firstPassword())
  .map(([name, password]) => `  ${name.padEnd(28)} first password: ${password}`)
  .join('\n')}

  Ctrl-C stops everything. Data, keys and logs are in ${process.env.DATA_DIR ?? '.data'}.`)
}

main().catch((error) => {
  console.error(`\n${error.message}`)
  process.exit(1)
})
