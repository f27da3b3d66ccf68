import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCertificate } from '#server/auth/testing/make-certificate.ts'
import { routes } from './routes.ts'
import { basic, openVsphereApi, type TestVsphereApi } from './testing/open-vsphere-api.ts'

let api: TestVsphereApi
beforeAll(async () => {
  api = await openVsphereApi()
})
afterAll(() => api.close())

const join = { token: 'not-a-token', hardware: { name: 'esx-99.lab' }, csr: 'not a request' }
const report = { state: 'READY', message: '', version: 'x' }

/** Who each method of each path is for, and what to send so that rights are all that is missing. */
const RULES: Record<string, { who: 'anyone' | 'person' | 'session' | 'host' | 'join token'; body?: unknown }> = {
  'GET /': { who: 'anyone' },
  'GET /ca.crt': { who: 'anyone' },
  'GET /wcp/loginbanner': { who: 'anyone' },
  'POST /wcp/login': { who: 'person', body: {} },
  'GET /wcp/workloads': { who: 'person' },
  'POST /api/session': { who: 'person' },
  'GET /api/session': { who: 'session' },
  'DELETE /api/session': { who: 'session' },
  'POST /rest/com/vmware/cis/session': { who: 'person' },
  'DELETE /rest/com/vmware/cis/session': { who: 'session' },
  'POST /hosts/join': { who: 'join token', body: join },
  'GET /hosts/self': { who: 'host' },
  'POST /hosts/self/spherelet': { who: 'host', body: report },
  'POST /hosts/self/certificate': { who: 'host', body: { csr: 'not a request' } },
  'POST /hosts/heartbeat': { who: 'host', body: { hosts: [] } },
}

const CASES = Object.entries(RULES).map(([name, rule]) => {
  const [method = '', path = ''] = name.split(' ')
  return { name, method, path, ...rule }
})
const refusing = CASES.filter(({ who }) => who !== 'anyone')

const html = { accept: 'text/html' }

test('every method of every route has a rule here', () => {
  const found = routes.flatMap(({ path, methods }) => Object.keys(methods).map((method) => `${method} ${path}`))
  expect(found.sort()).toEqual(Object.keys(RULES).sort())
})

test.each(CASES.filter(({ who }) => who === 'anyone'))('$name is for anyone', async ({ method, path }) => {
  expect((await api.call(method, path, { headers: html })).status).toBe(200)
})

test.each(refusing)('$name refuses who shows nothing', async ({ method, path, body, who }) => {
  const answer = await api.call(method, path, { body })
  // A join token stands in the body, so what is wrong with the rest of it may be said first; the host is not added either way.
  expect(answer.status).toBe(who === 'join token' ? 400 : 401)
  expect(await api.store.inventory.read.host.count()).toBe(0)
})

test.each(refusing.filter(({ who }) => who === 'person'))('$name refuses a wrong password', async ({ method, path, body }) => {
  expect((await api.call(method, path, { body, headers: basic('devops@vsphere.local', 'Wrong-password-1') })).status).toBe(401)
})

test.each(refusing.filter(({ who }) => who === 'session'))(
  '$name refuses a session that there is not',
  async ({ method, path, body }) => {
    expect((await api.call(method, path, { body, headers: { 'vmware-api-session-id': 'x'.repeat(43) } })).status).toBe(401)
  },
)

test.each(refusing.filter(({ who }) => who === 'host'))(
  '$name refuses people, and hosts that are not in the inventory',
  async ({ method, path, body }) => {
    const person = { address: '192.0.2.1', certificate: makeCertificate({ organizations: ['system:masters'] }) }
    expect((await api.call(method, path, { body, connection: person })).status).toBe(401)
    expect((await api.call(method, path, { body, headers: basic('Administrator@vsphere.local') })).status).toBe(401)
    const removed = makeCertificate({ organizations: ['system:nodes', 'hemisphere:host:host-99'] })
    const answer = await api.call(method, path, { body, connection: { address: '192.0.2.1', certificate: removed } })
    expect(answer.status).toBe(401)
    expect(answer.body.messages[0].default_message).toContain('Host host-99 is not in the inventory any more')
    const expired = await api.call(method, path, { body, connection: { address: '192.0.2.1', isExpired: true } })
    expect(expired.status).toBe(401)
    expect(expired.body.messages[0].default_message).toContain('Create a join token on its cluster (Add hosts)')
    expect(await api.store.inventory.read.host.count()).toBe(0)
  },
)

test('a user without namespaces is shown none', async () => {
  const answer = await api.call('GET', '/wcp/workloads', { headers: basic('devops@vsphere.local') })
  expect(answer).toMatchObject({ status: 200, body: [] })
})
