import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from './routes.ts'
import { joinBody } from './testing/join-body.ts'
import { basic, openVsphereApi, type TestVsphereApi, URLS } from './testing/open-vsphere-api.ts'

let api: TestVsphereApi
beforeAll(async () => {
  api = await openVsphereApi()
})
afterAll(() => api.close())

describe('kubectl login', () => {
  test('the banner says that this is a Supervisor', async () => {
    expect(await api.call('GET', '/wcp/loginbanner')).toMatchObject({ status: 200 })
  })

  test.each([
    ['no body', undefined],
    ['an empty object', {}],
  ])('Basic credentials with %s give a token', async (_, body) => {
    const { status, body: answer } = await api.call('POST', '/wcp/login', { headers: basic('Administrator@vsphere.local'), body })
    expect(status).toBe(200)
    expect(Object.keys(answer)).toEqual(['session_id'])
    expect(decodeJwt(answer.session_id)).toMatchObject({
      sub: 'Administrator@vsphere.local',
      aud: 'vmware-tes:vc:vns:k8s',
      group_names: ['Administrators@vsphere.local'],
    })
    expect(await api.auth.bearer(answer.session_id, 'x')).toMatchObject({ name: 'sso:Administrator@vsphere.local' })
  })

  test('a cluster that does not exist has an empty server, as the protocol says it', async () => {
    const { body } = await api.call('POST', '/wcp/login', { headers: basic('Administrator'), body: { guest_cluster_name: 'c1' } })
    expect(body).toEqual({ session_id: expect.any(String), guest_cluster_server: '', guest_cluster_ca: '' })
  })

  test("a wrong password is 401 in vSphere's form", async () => {
    const answer = await api.call('POST', '/wcp/login', { headers: basic('devops', 'wrong') })
    expect(answer.status).toBe(401)
    expect(answer.body).toEqual({
      error_type: 'UNAUTHENTICATED',
      messages: [{ id: 'hemisphere.Unauthorized', default_message: 'The user name or the password is wrong.', args: [] }],
    })
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="vSphere"')
  })

  test('too many wrong ones are 429 with the wait', async () => {
    const guess = () => api.call('POST', '/wcp/login', { headers: basic('somebody', 'wrong') })
    for (let at = 0; at < 5; at++) expect((await guess()).status).toBe(401)
    const answer = await guess()
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('workloads are the namespaces of the user, with Basic or Bearer', async () => {
    await api.store.inventory.write(async ({ db }) => {
      const namespace = (name: string) => ({
        id: `namespace-${name}`,
        name,
        supervisorId: 'sup',
        resourcePoolId: `resgroup-${name}`,
        createdBy: 'x',
      })
      await db.namespace.createMany({ data: [namespace('team-a'), namespace('team-b')] })
      await db.accessRule.create({
        data: { namespaceId: 'namespace-team-a', subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'EDIT' },
      })
    })
    const { body } = await api.call('GET', '/wcp/workloads', { headers: basic('devops') })
    expect(body).toEqual([
      {
        namespace: 'team-a',
        master_host: 'vc.lab.local',
        control_plane_api_server_port: '6443',
        control_plane_DNS_names: ['vc.lab.local'],
        supervisor: 'sup-1',
        api_server_url: 'https://vc.lab.local:6443/supervisors/sup-1',
      },
    ])
    const token = await api.auth.issueKubernetesToken(api.admin)
    const all = await api.call('GET', '/wcp/workloads', { headers: { authorization: `Bearer ${token}` } })
    expect(all.body.map(({ namespace }: { namespace: string }) => namespace)).toEqual(['team-a', 'team-b'])
    expect((await api.call('GET', '/wcp/workloads', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401)
  })
})

describe('REST sessions', () => {
  test('are made, shown and ended as the Automation API does', async () => {
    const made = await api.call('POST', '/api/session', { headers: basic('Administrator@vsphere.local') })
    expect(made).toMatchObject({ status: 201, body: expect.any(String) })
    const headers = { 'vmware-api-session-id': made.body }
    expect((await api.call('GET', '/api/session', { headers })).body).toEqual({
      user: 'Administrator@vsphere.local',
      created_time: expect.stringMatching(/Z$/),
      last_accessed_time: expect.stringMatching(/Z$/),
    })
    expect((await api.call('DELETE', '/api/session', { headers })).status).toBe(204)
    expect((await api.call('GET', '/api/session', { headers })).status).toBe(401)
  })

  test('are made, shown and ended as govc does', async () => {
    const target = '/rest/com/vmware/cis/session'
    const made = await api.call('POST', target, {
      headers: { ...basic('Administrator@vsphere.local'), 'vmware-use-header-authn': 'true' },
    })
    expect(made).toMatchObject({ status: 200, body: { value: expect.any(String) } })
    const headers = { 'vmware-api-session-id': made.body.value }
    expect((await api.call('POST', `${target}?~action=get`, { headers })).body.value).toMatchObject({
      user: 'Administrator@vsphere.local',
    })
    expect((await api.call('DELETE', target, { headers })).status).toBe(200)
    expect(await api.call('POST', `${target}?~action=get`, { headers })).toMatchObject({
      status: 401,
      body: { type: 'com.vmware.vapi.std.errors.unauthenticated', value: { messages: [expect.anything()] } },
    })
  })

  test('need credentials, and the methods that exist are named', async () => {
    expect((await api.call('POST', '/api/session')).status).toBe(401)
    expect(await api.call('PUT', '/api/session')).toMatchObject({ status: 405, body: { error_type: 'UNSUPPORTED' } })
  })
})

// Whoever adds a path says here if it is for everybody.
const PUBLIC = ['GET /', 'GET /ca.crt', 'GET /wcp/loginbanner']
const closed = routes
  .flatMap(({ path, methods }) => Object.keys(methods).map((method) => [method, path] as const))
  .filter(([method, path]) => !PUBLIC.includes(`${method} ${path}`))

test.each(closed)('%s %s refuses whoever does not say who they are', async (method, path) => {
  // A join token is what says who a new host is.
  const body = path === '/hosts/join' ? await joinBody('nonsense') : undefined
  expect((await api.call(method, path, { body })).status).toBe(401)
  expect((await api.call(method, path, { body, headers: { authorization: 'Bearer nonsense' } })).status).toBe(401)
  expect((await api.call(method, path, { body, headers: { 'vmware-api-session-id': 'nonsense' } })).status).toBe(401)
})

describe('the rest', () => {
  test('a browser finds the tools page and the authority, an API client is left to the API', async () => {
    const page = await api.call('GET', '/', { headers: { accept: 'text/html,application/xhtml+xml' } })
    expect(page.body).toContain('kubectl vsphere login --server=vc.lab.local:6443')
    expect(page.body).toContain('<h1>Kubernetes CLI Tools</h1>')
    expect((await api.call('GET', '/ca.crt')).body).toBe(api.authority.certificate)
    expect(
      await api.handle(new Request(`${URLS.api}/`, { headers: { accept: 'application/json' } }), { address: 'x' }),
    ).toBeUndefined()
    expect(await api.handle(new Request(`${URLS.api}/api/v1/pods`), { address: 'x' })).toBeUndefined()
  })
})
