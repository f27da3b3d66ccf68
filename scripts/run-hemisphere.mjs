import { ensureInstalled, requireNode } from './install.mjs'
import { requireFreePort } from './ports.mjs'
import { readStartSettings } from './settings.mjs'

/** What ends it: Ctrl-C, a service manager, the terminal that is closed. */
export const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP']

const log = (line) => console.log(`  ${line}`)

/**
 * From a fresh clone to a running Hemisphere in the foreground, all of it stopped again when it is told to end. Whatever is in the way is
 * said in one sentence, and the exit code is 1.
 * @param {{ dev?: boolean }} [options] dev: the web client is rebuilt at every change
 */
export const runHemisphere = ({ dev = false } = {}) =>
  start(dev).catch((error) => {
    console.error(`\n${error.message}`)
    process.exit(1)
  })

const start = async (dev) => {
  requireNode()
  let stop = async () => {}
  let ending = false
  const end = async (code, sentence) => {
    if (ending) return
    ending = true
    if (sentence) console.error(`\n${sentence}`)
    else console.log('\n  Stopping …')
    await stop().catch((error) => {
      console.error(error.message)
      process.exit(1)
    })
    process.exit(code)
  }
  for (const signal of ENDING) process.on(signal, () => void end(0))

  const settings = readStartSettings()
  const { port, apiPort, dataDir } = settings
  await requireFreePort(port, 'PORT')
  await requireFreePort(apiPort, 'API_PORT')
  console.log('Hemisphere')
  await ensureInstalled(log)
  if (!dev) {
    const { ensureBuilt } = await import('./build.mjs')
    await ensureBuilt(log)
  }
  const { startStack } = await import('./stack.mjs')

  const stack = await startStack({
    ...settings,
    dev,
    log,
    onCrash: (sentence) => void end(1, sentence),
    onStop: (how) => {
      stop = how
    },
  }).catch((error) => {
    // What fails because it is being stopped needs no sentence.
    if (!ending) throw error
  })
  if (ending || !stack) return
  console.log(`
  Web client      http://localhost:${port}
  Kubernetes API  https://localhost:${apiPort}
${peopleLines(stack.firstPassword())}

  Ctrl-C stops everything. Data, keys and logs are in ${dataDir}.`)
}

const ADMINISTRATOR = 'Administrator@vsphere.local'

/**
 * Who can sign in, a line each: with the first password while it is known to nobody else.
 * @param {Record<string, string>} firstPasswords
 */
const peopleLines = (firstPasswords) => {
  const line = (name, words) => `  ${name.padEnd(28)} ${words}`
  const known = Object.entries(firstPasswords).map(([name, password]) => line(name, `first password: ${password}`))
  const own = line(ADMINISTRATOR, 'password: the one given at the first start, or chosen since')
  return (ADMINISTRATOR in firstPasswords ? known : [own, ...known]).join('\n')
}
