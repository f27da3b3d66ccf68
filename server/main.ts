import { mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { isStatusError } from '#domain/errors.ts'
import { type OpenControlPlane, openControlPlane } from './control-plane.ts'
import { enableLab } from './enable-lab.ts'
import { firstStart } from './first-start.ts'
import { createKnownApis } from './known-apis.ts'
import { createKubeApi } from './kube-api/kube-api.ts'
import { type Listener, listen } from './kube-api/listen.ts'
import { createResolveApi } from './kube-api/resolve-api.ts'
import { startLeading } from './lead.ts'
import { readSettings } from './settings.ts'
import { migrate } from './store/migrate.ts'
import { KUBERNETES_VERSION } from './version.ts'
import { createVsphereApi } from './vsphere-api/handler.ts'

const BUILT_AT = '2026-11-23T00:00:00Z'

/** Opens the API port for both faces. */
const openApiPort = async (plane: OpenControlPlane): Promise<Listener> => {
  const { settings, auth, authority, inventory, resources, clock, store } = plane
  const known = await createKnownApis(inventory, clock)
  const vsphere = createVsphereApi({ auth, authority, inventory, urls: { api: settings.apiUrl, web: settings.webUrl }, clock })
  const kube = createKubeApi({
    resources,
    auth,
    clock,
    resolveApi: createResolveApi(known.list),
    version: { gitVersion: KUBERNETES_VERSION, gitCommit: '', buildDate: BUILT_AT },
    checks: { database: () => store.ping() },
  })
  const { certificate, privateKey } = await authority.issueServerCertificate({
    dnsNames: [...new Set(['localhost', hostname(), new URL(settings.apiUrl).hostname])].filter((name) => !/^[\d.]+$/.test(name)),
    ips: ['127.0.0.1', '::1'],
  })
  return listen({ port: settings.apiPort, certificate, privateKey, authority: authority.certificate, routes: [vsphere, kube] })
}

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
