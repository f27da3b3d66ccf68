import { hostname } from 'node:os'
import type { OpenControlPlane } from './control-plane.ts'
import { createKnownApis } from './known-apis.ts'
import { createKubeApi } from './kube-api/kube-api.ts'
import { type Listener, listen } from './kube-api/listen.ts'
import { createResolveApi } from './kube-api/resolve-api.ts'
import { KUBERNETES_VERSION } from './version.ts'
import { createVsphereApi } from './vsphere-api/handler.ts'

const BUILT_AT = '2026-11-23T00:00:00Z'

/** Opens the API port for both faces. */
export const openApiPort = async (plane: OpenControlPlane): Promise<Listener> => {
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
