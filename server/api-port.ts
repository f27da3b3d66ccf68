import { createApiCertificate } from './api-certificate.ts'
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
  const certificate = createApiCertificate(authority, settings.apiUrl)
  const known = await createKnownApis(inventory, clock, certificate.setFurtherNames)
  await known.list()
  const urls = { api: settings.apiUrl, web: settings.webUrl }
  const vsphere = createVsphereApi({ auth, authority, inventory, urls, apiNames: certificate.names, clock })
  const kube = createKubeApi({
    resources,
    auth,
    clock,
    resolveApi: createResolveApi(known.list),
    version: { gitVersion: KUBERNETES_VERSION, gitCommit: '', buildDate: BUILT_AT },
    checks: { database: () => store.ping() },
  })
  let listener: Listener | undefined
  const first = await certificate.serve((next) => listener?.useCertificate(next))
  listener = await listen({ port: settings.apiPort, ...first, authority: authority.certificate, routes: [vsphere, kube] })
  return listener
}
