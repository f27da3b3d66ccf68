import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { systemClock } from '#domain/clock.ts'
import type { User } from '#domain/user.ts'
import { type CertificateAuthority, createCertificateAuthority } from '#server/auth/certificate-authority.ts'
import { createAuth } from '#server/auth/create-auth.ts'
import { openKeys } from '#server/auth/keys.ts'
import { makeUser, TEST_PASSWORD } from '#server/auth/testing/make-user.ts'
import { createInventory } from '#server/inventory/create-inventory.ts'
import type { Inventory } from '#server/inventory/inventory.ts'
import { createUsageReader } from '#server/inventory/usage.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { testDatabase } from '#server/store/testing/database.ts'
import { createVsphereApi } from '../handler.ts'
import type { Connection } from '../route.ts'

export const URLS = { api: 'https://vc.lab.local:6443', web: 'https://vc.lab.local:3000' }

/** Whom the certificate of the API is for. */
export const API_NAMES = { dnsNames: ['api.example.test', 'vc.lab.local'], ips: ['127.0.0.1', '10.0.0.1'] }

/** HTTP Basic of a test user. */
export const basic = (user: string, password = TEST_PASSWORD) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})

export interface CallInput {
  headers?: Record<string, string>
  body?: unknown
  connection?: Connection
}

/** The vSphere face over a real database, with an administrator, a user `devops` and one empty cluster that is the Supervisor `sup-1`. */
export interface TestVsphereApi {
  store: Store
  auth: ReturnType<typeof createAuth>
  authority: CertificateAuthority
  inventory: Inventory
  handle: ReturnType<typeof createVsphereApi>
  admin: User
  clusterId: string
  // biome-ignore lint/suspicious/noExplicitAny: the body is whatever the API answered, which is what the test looks at
  call(method: string, target: string, input?: CallInput): Promise<{ status: number; headers: Headers; body: any }>
  close(): Promise<void>
}

/** Opens it; the caller closes it. */
export const openVsphereApi = async (urls = URLS): Promise<TestVsphereApi> => {
  const database = await testDatabase()
  const store = await openStore({ url: database.url })
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-vsphere-api-'))
  const keys = await openKeys(folder)
  const auth = createAuth({ store, keys, clock: systemClock })
  const authority = await createCertificateAuthority(keys, systemClock)
  const usage = createUsageReader(store.inventory.read)
  const inventory = createInventory({ store, clock: systemClock, urls: { apiBase: urls.api }, usage, planEvacuation: () => [] })
  const handle = createVsphereApi({ auth, authority, inventory, urls, apiNames: () => API_NAMES })
  const admin = await makeUser(store.inventory, {
    name: 'Administrator',
    groups: ['Administrators'],
    roles: { administrator: ['*'] },
  })
  await makeUser(store.inventory, { name: 'devops' })
  const datacenter = await inventory.as(admin).createDatacenter({ name: 'dc' })
  const { id: clusterId } = await inventory.as(admin).createCluster({ datacenterId: datacenter.id, name: 'cluster-01' })
  await store.inventory.write(({ db }) =>
    db.supervisor.create({ data: { id: 'sup', name: 'sup-1', clusterId, version: 'v1.36.2', spec: {} } }),
  )
  return {
    ...{ store, auth, authority, inventory, handle, admin, clusterId },
    async call(method, target, { headers = {}, body, connection = { address: '10.0.0.9' } } = {}) {
      const request = new Request(`${urls.api}${target}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      })
      const response = await handle(request, connection)
      if (!response) throw new Error(`${target} is not answered`)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json')
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
    async close() {
      auth.stop()
      await store.close()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}
