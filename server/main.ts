import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isStatusError } from '#domain/errors.ts'
import { openApiPort } from './api-port.ts'
import { openControlPlane } from './control-plane.ts'
import { enableLab } from './enable-lab.ts'
import { firstStart } from './first-start.ts'
import { startLeading } from './lead.ts'
import { readSettings } from './settings.ts'
import { migrate } from './store/migrate.ts'

const main = async () => {
  const settings = readSettings()
  mkdirSync(settings.dataDir, { recursive: true })
  const ran = await migrate({ url: settings.databaseUrl })
  if (ran.length > 0) console.log(`Ran migrations: ${ran.join(', ')}`)
  const plane = await openControlPlane(settings, { trim: true })
  writeFileSync(path.join(settings.keysDir, 'ca.crt'), plane.authority.certificate)
  const lab = await firstStart(plane)
  const listener = await openApiPort(plane)
  const leading = await startLeading(plane)
  const ending = new AbortController()
  const [first] = lab
  if (settings.labEnabled && first)
    enableLab({ ...plane, signal: ending.signal }, first).catch((error) => console.error('The lab could not be enabled:', error))
  console.log(`Listening on port ${listener.port}`)

  const end = async () => {
    if (ending.signal.aborted) return
    ending.abort()
    await listener.close()
    await leading.stop()
    await plane.close()
    process.exit(0)
  }
  // `disconnect`: whoever started this process is gone.
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(reason, () => void end())
}

/** Tells scripts/processes.mjs that the last line is a sentence for whoever started it (EX_CONFIG of sysexits.h). */
const SAID_IN_ONE_SENTENCE = 78

main().catch((error) => {
  console.error(isStatusError(error) ? error.message : error)
  process.exit(isStatusError(error) ? SAID_IN_ONE_SENTENCE : 1)
})
