import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stringify } from 'yaml'
import { systemClock } from '#domain/clock.ts'
import { notFound } from '#domain/errors.ts'
import type { Auth } from '#server/auth/auth.ts'
import { createCertificateAuthority } from '#server/auth/certificate-authority.ts'
import { createAuth } from '#server/auth/create-auth.ts'
import { openKeys } from '#server/auth/keys.ts'
import { createResources } from '#server/resources/create-resources.ts'
import type { ClusterLogs } from '#server/resources/door.ts'
import type { Resources } from '#server/resources/resources.ts'
import { openStore } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { createKubeApi, type KubeApi } from '../kube-api.ts'
import { listen } from '../listen.ts'

/** A Kubernetes API on a database and a port of its own, with the real doors and real authorisation behind it. */
export interface TestApi {
  api: string
  url: string
  handler: KubeApi
  auth: Auth
  resources: Resources
  /** Writes a kubeconfig for a client certificate of that user and returns its path. */
  kubeconfig(commonName: string, ...organizations: string[]): Promise<string>
  close(): Promise<void>
}

const API = 'test'

/** No host runs pods here. */
const noLogs: ClusterLogs = async (_node, pod) => {
  throw notFound({ group: '', resource: 'pods' }, pod.metadata.name)
}

/** Opens it at the root of its port; the namespaces `default` and `kube-node-lease` exist. */
export const openTestApi = async ({
  port = 0,
  clusterLogs = noLogs,
}: {
  port?: number
  clusterLogs?: ClusterLogs
} = {}): Promise<TestApi> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kube-api-'))
  const database = await testDatabase()
  const store = await openStore({ url: database.url })
  const keys = await openKeys(folder)
  const authority = await createCertificateAuthority(keys, systemClock)
  const auth = createAuth({ store, keys, clock: systemClock })
  const resources = createResources({
    store,
    auth,
    clock: systemClock,
    clusterLogs,
  })
  const handler = createKubeApi({
    resources,
    auth,
    clock: systemClock,
    resolveApi: (rest) => ({ api: API, basePath: '', rest }),
    version: { gitVersion: 'v1.36.2', gitCommit: 'test', buildDate: '2026-01-01T00:00:00Z' },
  })
  const server = await authority.issueServerCertificate({ dnsNames: ['localhost'], ips: ['127.0.0.1'] })
  const listener = await listen({ port, host: '127.0.0.1', ...server, authority: authority.certificate, routes: [handler] })
  const url = `https://127.0.0.1:${listener.port}`
  const admin = resources.as(
    { name: 'admin', groups: ['system:masters'], displayName: 'admin', privileges: [], from: 'test' },
    API,
  )
  for (const name of ['default', 'kube-node-lease'])
    await admin.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  return {
    api: API,
    url,
    handler,
    auth,
    resources,
    kubeconfig: async (commonName, ...organizations) => {
      const client = await authority.issueClientCertificate({ commonName, organizations })
      const file = path.join(folder, `${commonName.replace(/[^a-z0-9]/gi, '-')}.kubeconfig`)
      await writeFile(file, kubeconfigText(url, authority.certificate, client))
      return file
    },
    close: async () => {
      await listener.close()
      auth.stop()
      await resources.close()
      await store.close()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const kubeconfigText = (server: string, authority: string, client: { certificate: string; privateKey: string }) =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [
      {
        name: 'user',
        user: { 'client-certificate-data': base64(client.certificate), 'client-key-data': base64(client.privateKey) },
      },
    ],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'user', namespace: 'default' } }],
    'current-context': 'test',
  })
