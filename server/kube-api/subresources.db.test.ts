import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, ask, NOBODY } from './testing/ask.ts'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

let server: TestApi
const asked: unknown[] = []
const PODS = '/api/v1/namespaces/default/pods'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments'

beforeAll(async () => {
  server = await openTestApi({
    clusterLogs: async (node, pod, options) => {
      asked.push({ node: node.metadata.name, pod: pod.metadata.name, ...options })
      return new Blob(['one\n', 'two\n']).stream()
    },
  })
  await ask(server.handler, '/api/v1/nodes', { method: 'POST', body: { metadata: { name: 'esx-01' } } })
  const spec = { containers: [{ name: 'c', image: 'i' }] }
  for (const name of ['bound', 'evicted']) await ask(server.handler, PODS, { method: 'POST', body: { metadata: { name }, spec } })
  const template = { metadata: { labels: { a: 'b' } }, spec }
  const deployment = { metadata: { name: 'd' }, spec: { replicas: 2, selector: { matchLabels: { a: 'b' } }, template } }
  expect((await ask(server.handler, DEPLOYMENTS, { method: 'POST', body: deployment })).status).toBe(201)
})

afterAll(() => server.close())

const read = async (path: string, options: Ask = {}) => {
  const response = await ask(server.handler, path, options)
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server answers
  return { status: response.status, body: (await response.json()) as any }
}

const bindTo = (name: string, node: string) =>
  read(`${PODS}/${name}/binding`, { method: 'POST', body: { metadata: { name }, target: { kind: 'Node', name: node } } })

test('a binding puts a pod on a node, once', async () => {
  expect(await bindTo('bound', 'esx-01')).toMatchObject({ status: 201, body: { kind: 'Status', status: 'Success', code: 201 } })
  expect((await read(`${PODS}/bound`)).body.spec.nodeName).toBe('esx-01')
  expect(await bindTo('bound', 'esx-01')).toMatchObject({ status: 409, body: { reason: 'Conflict' } })
  expect(await read(`${PODS}/bound/binding`, { method: 'POST', body: { metadata: { name: 'bound' } } })).toMatchObject({
    status: 400,
  })
})

test('a log is text, and its options reach the host', async () => {
  const response = await ask(server.handler, `${PODS}/bound/log?container=c&follow=true&tailLines=5&timestamps=true`, {
    headers: { accept: 'application/json, */*' },
  })
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(await response.text()).toBe('one\ntwo\n')
  expect(asked).toMatchObject([{ node: 'esx-01', pod: 'bound', container: 'c', follow: true, tailLines: 5, timestamps: true }])
})

test('status is written apart from the rest', async () => {
  const patch = { method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' } }
  const body = { metadata: { labels: { x: 'y' } }, spec: { hostname: 'z' }, status: { phase: 'Running' } }
  const { body: pod } = await read(`${PODS}/bound/status`, { ...patch, body })
  expect(pod).toMatchObject({ status: { phase: 'Running' } })
  expect(pod.spec.hostname).toBeUndefined()
})

test('an eviction ends a pod gracefully', async () => {
  await bindTo('evicted', 'esx-01')
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: 'evicted' },
    deleteOptions: { gracePeriodSeconds: 7 },
  }
  expect(await read(`${PODS}/evicted/eviction`, { method: 'POST', body: eviction })).toMatchObject({
    status: 201,
    body: { status: 'Success' },
  })
  expect((await read(`${PODS}/evicted`)).body.metadata).toMatchObject({ deletionGracePeriodSeconds: 7 })
})

test('scale is read, replaced without a media type, and patched', async () => {
  const scale = { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name: 'd', namespace: 'default' } }
  expect((await read(`${DEPLOYMENTS}/d/scale`)).body).toMatchObject({
    ...scale,
    spec: { replicas: 2 },
    status: { selector: 'a=b' },
  })
  const put = await read(`${DEPLOYMENTS}/d/scale`, {
    method: 'PUT',
    body: { ...scale, spec: { replicas: 3 } },
    headers: { 'content-type': '' },
  })
  expect(put).toMatchObject({ status: 200, body: { kind: 'Scale', spec: { replicas: 3 } } })
  const patch = { method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' }, body: { spec: { replicas: 4 } } }
  expect((await read(`${DEPLOYMENTS}/d/scale`, patch)).body).toMatchObject({ kind: 'Scale', spec: { replicas: 4 } })
  expect((await read(`${DEPLOYMENTS}/d`)).body.spec.replicas).toBe(4)
})

test.each<[string, string, Ask, number]>([
  ['a subresource that is not there', `${PODS}/bound/nothing`, {}, 404],
  ['a binding read', `${PODS}/bound/binding`, {}, 405],
  ['a subresource without a namespace', '/api/v1/pods/bound/status', {}, 404],
])('%s', async (_, path, options, status) => {
  expect((await read(path, options)).status).toBe(status)
})

const review = (kind: string, group: string, spec: object, as = NOBODY) =>
  read(`/apis/${group}/v1/${kind.toLowerCase()}s`, { method: 'POST', body: { kind, apiVersion: `${group}/v1`, spec }, as })

test('anybody known may ask what they may do', async () => {
  const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' }
  expect(await review('SelfSubjectAccessReview', 'authorization.k8s.io', { resourceAttributes })).toMatchObject({
    status: 201,
    body: {
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
      status: { allowed: false, reason: expect.stringContaining('cannot get') },
    },
  })
  const version = { nonResourceAttributes: { verb: 'get', path: '/version' } }
  expect((await review('SelfSubjectAccessReview', 'authorization.k8s.io', version)).body.status.allowed).toBe(true)
  expect(await review('SelfSubjectAccessReview', 'authorization.k8s.io', {})).toMatchObject({ status: 422 })
  const rules = await review('SelfSubjectRulesReview', 'authorization.k8s.io', { namespace: 'default' })
  expect(rules.body.status).toMatchObject({
    resourceRules: expect.any(Array),
    nonResourceRules: expect.any(Array),
    incomplete: false,
  })
  expect((await review('SelfSubjectReview', 'authentication.k8s.io', {})).body.status).toEqual({
    userInfo: { username: 'nobody', groups: ['system:authenticated'] },
  })
})

test('only some may ask about others', async () => {
  const spec = { user: 'nobody', resourceAttributes: { verb: 'get', resource: 'pods' } }
  expect(await review('SubjectAccessReview', 'authorization.k8s.io', spec)).toMatchObject({ status: 403 })
  const answer = await read('/apis/authorization.k8s.io/v1/subjectaccessreviews', { method: 'POST', body: { spec } })
  expect(answer).toMatchObject({ status: 201, body: { status: { allowed: false } } })
})

test('the schema is served in both forms', async () => {
  const index = await read('/openapi/v3')
  const url = index.body.paths['api/v1'].serverRelativeURL as string
  const right = await ask(server.handler, url)
  expect(right.headers.get('cache-control')).toBe('public, immutable')
  expect(await right.json()).toMatchObject({ openapi: '3.0.0' })
  const wrong = await ask(server.handler, url.replace(/hash=.*/, 'hash=OLD'))
  expect([wrong.status, wrong.headers.get('location')]).toEqual([301, url])
  const v2 = await ask(server.handler, '/openapi/v2', {
    headers: { accept: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf' },
  })
  expect(v2.headers.get('content-type')).toBe('application/com.github.proto-openapi.spec.v2.v1.0+protobuf')
  const again = await ask(server.handler, '/openapi/v2', { headers: { 'if-none-match': v2.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test('a scale has columns of its own', async () => {
  const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }
  const { body } = await read(`${DEPLOYMENTS}/d/scale`, { headers: accept })
  expect(body.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(['Name', 'Desired', 'Available', 'Age'])
  expect(body.rows[0].cells).toEqual(['d', expect.any(Number), 0, expect.any(String)])
})

test('who may ask about one namespace learns nothing about another', async () => {
  const ask = (spec: object) =>
    read('/apis/authorization.k8s.io/v1/namespaces/default/localsubjectaccessreviews', {
      method: 'POST',
      body: { spec: { user: 'somebody', ...spec } },
    })
  const pods = { verb: 'get', resource: 'pods' }
  const inside = await ask({ resourceAttributes: { ...pods, namespace: 'default' } })
  expect(inside).toMatchObject({ status: 201, body: { status: { allowed: false } } })
  expect(inside.body.metadata).toEqual({ namespace: 'default' })
  for (const spec of [
    { resourceAttributes: { ...pods, namespace: 'kube-node-lease' } },
    { resourceAttributes: pods },
    { nonResourceAttributes: { verb: 'get', path: '/metrics' } },
  ]) {
    expect(await ask(spec)).toMatchObject({ status: 422, body: { reason: 'Invalid' } })
  }
})
