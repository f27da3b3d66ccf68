import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startFaultServer } from './fault-server.ts'
import { startSimulator } from './simulator.ts'

const USAGE =
  'Usage: spherelet --simulate HOSTS [--first NUMBER], with HEMISPHERE_URL, HEMISPHERE_CA and JOIN_TOKENS in the environment.'

const log = (message: string, error?: unknown) =>
  console.error(new Date().toISOString(), message, error instanceof Error ? error.message : '')

/** The join tokens of the lab, once the control plane has written them. */
const readTokens = async (file: string): Promise<{ token: string; hosts: number }[]> => {
  for (let waited = 0; !existsSync(file); waited += 200) {
    if (waited > 60_000) throw new Error(`${file} did not appear: has the control plane seeded a lab?`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

const main = async () => {
  const { values } = parseArgs({ options: { simulate: { type: 'string' }, first: { type: 'string', default: '1' } } })
  const { HEMISPHERE_URL: url, HEMISPHERE_CA: caFile, JOIN_TOKENS: tokenFile, DATA_DIR: dataDir } = process.env
  if (!values.simulate) {
    throw new Error(
      `No runtime that executes pods is available on this host; only simulated hosts can be run, and only by name. ${USAGE}`,
    )
  }
  if (!url || !caFile || !tokenFile || !dataDir)
    throw new Error(`HEMISPHERE_URL, HEMISPHERE_CA, JOIN_TOKENS and DATA_DIR must be set. ${USAGE}`)
  if (!/^[1-9]\d{0,4}$/.test(values.first)) throw new Error(`--first must be a whole number from 1 on. ${USAGE}`)
  const simulator = await startSimulator({
    url,
    authority: readFileSync(caFile, 'utf8'),
    folder: path.join(dataDir, 'hosts'),
    clusters: await readTokens(tokenFile),
    first: Number(values.first),
    log,
  })
  const faults = await startFaultServer(simulator, path.join(dataDir, 'simulator.json'))
  log(`${simulator.names().length} simulated hosts are running`)
  const end = async () => {
    faults.close()
    await simulator.stop()
    process.exit(0)
  }
  // `disconnect`: whoever started this process is gone.
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(reason, () => void end())
}

main().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
