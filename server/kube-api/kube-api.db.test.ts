import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connection } from './identity.ts'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

// Requests and answers as a Kubernetes 1.36 API server gives them.

let server: TestApi
const ADMIN: Connection = { address: '127.0.0.1', certificate: { commonName: 'admin', organizations: ['system:masters'] } }
const NOBODY: Connection = { address: '127.0.0.1', certificate: { commonName: 'nobody', organizations: [] } }
const CM = '/api/v1/namespaces/lab/configmaps'
const JSON_TYPE = { 'content-type': 'application/json' }

interface Ask {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  as?: Connection
}

const ask = (path: string, { method = 'GET', body, headers = {}, as = ADMIN }: Ask = {}): Promise<Response> => {
  const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const type = body === undefined ? {} : JSON_TYPE
  return server.handler(new Request(`https://api.test${path}`, { method, headers: { ...type, ...headers }, ...text }), as)
}

const post = (path: string, body: unknown, headers = {}) => ask(path, { method: 'POST', body, headers })

beforeAll(async () => {
  server = await openTestApi()
  expect((await post('/api/v1/namespaces', { metadata: { name: 'lab' } })).status).toBe(201)
  expect((await post(CM, { metadata: { name: 'a', labels: { x: 'y' } }, data: { k: '1' } })).status).toBe(201)
})

afterAll(() => server.close())

const failure = (code: number, reason: string, message: string | RegExp, details?: object) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  reason,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
  code,
  ...(details ? { details } : {}),
})

test.each<[string, string, Ask, object]>([
  ['missing object', `${CM}/x`, {}, failure(404, 'NotFound', 'configmaps "x" not found', { name: 'x', kind: 'configmaps' })],
  ['missing resource', '/apis/apps/v1/namespaces/lab/foos', {}, failure(404, 'NotFound', 'the server could not find the requested resource', {})],
  ['missing group', '/apis/none.example/v1', {}, failure(404, 'NotFound', 'the server could not find the requested resource', {})],
  [
    'exists',
    CM,
    { method: 'POST', body: { metadata: { name: 'a' } } },
    failure(409, 'AlreadyExists', 'configmaps "a" already exists', { name: 'a', kind: 'configmaps' }),
  ],
  [
    'stale revision',
    `${CM}/a`,
    { method: 'PUT', body: { metadata: { name: 'a', resourceVersion: '1' }, data: { k: '2' } } },
    failure(409, 'Conflict', /^Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes/, {
      name: 'a',
      kind: 'configmaps',
    }),
  ],
  [
    'another name than the URL',
    `${CM}/a`,
    { method: 'PUT', body: { metadata: { name: 'b' } } },
    failure(400, 'BadRequest', 'the name of the object (b) does not match the name on the URL (a)'),
  ],
  [
    'another namespace than the URL',
    CM,
    { method: 'POST', body: { metadata: { name: 'b', namespace: 'default' } } },
    failure(400, 'BadRequest', 'the namespace of the provided object does not match the namespace sent on the request'),
  ],
  [
    'damaged JSON',
    CM,
    { method: 'POST', body: '{bad' },
    failure(
      400,
      'BadRequest',
      "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'b' looking for beginning of object key string ({bad)",
    ),
  ],
  [
    'wrong type',
    CM,
    { method: 'POST', body: { metadata: { name: 't' }, data: { k: 1 } } },
    failure(
      400,
      'BadRequest',
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
    ),
  ],
  [
    'another kind',
    CM,
    { method: 'POST', body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 't' } } },
    failure(400, 'BadRequest', 'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion'),
  ],
  [
    'strict decoding',
    `${CM}?fieldValidation=Strict`,
    { method: 'POST', body: '{"metadata":{"name":"t","foo":1,"name":"t2"},"daata":{"k":"1"}}' },
    failure(
      400,
      'BadRequest',
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.foo", duplicate field "metadata.name", unknown field "daata"',
    ),
  ],
  [
    'unknown media type',
    CM,
    { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } },
    failure(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ),
  ],
  ['unknown patch type', `${CM}/a`, { method: 'PATCH', body: {} }, failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})],
  [
    'not acceptable',
    `${CM}/a`,
    { headers: { accept: 'text/html' } },
    failure(406, 'NotAcceptable', '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml', {}),
  ],
  [
    'POST to an object',
    `${CM}/a`,
    { method: 'POST', body: {} },
    failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
  ],
  [
    'DELETE of all namespaces',
    '/api/v1/namespaces',
    { method: 'DELETE' },
    failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
  ],
  ['a bad token', '/api', { headers: { authorization: 'Bearer nope' } }, failure(401, 'Unauthorized', 'Unauthorized')],
  [
    'nobody known',
    '/api',
    { as: { address: '::1' } },
    failure(403, 'Forbidden', 'forbidden: User "system:anonymous" cannot get path "/api"', {}),
  ],
  [
    'forbidden list',
    '/api/v1/namespaces/lab/secrets',
    { as: NOBODY },
    failure(403, 'Forbidden', 'secrets is forbidden: User "nobody" cannot list resource "secrets" in API group "" in the namespace "lab"', {
      kind: 'secrets',
    }),
  ],
  [
    'forbidden object',
    '/apis/apps/v1/namespaces/lab/deployments/x',
    { method: 'DELETE', as: NOBODY },
    failure(
      403,
      'Forbidden',
      'deployments.apps "x" is forbidden: User "nobody" cannot delete resource "deployments" in API group "apps" in the namespace "lab"',
      { name: 'x', group: 'apps', kind: 'deployments' },
    ),
  ],
  ['forbidden path', '/metrics', { as: NOBODY }, failure(403, 'Forbidden', 'forbidden: User "nobody" cannot get path "/metrics"', {})],
  [
    'forbidden impersonation',
    '/api',
    { as: NOBODY, headers: { 'impersonate-user': 'admin' } },
    failure(403, 'Forbidden', 'users "admin" is forbidden: User "nobody" cannot impersonate resource "users" in API group "" at the cluster scope', {
      name: 'admin',
      kind: 'users',
    }),
  ],
  [
    'no name',
    CM,
    { method: 'POST', body: { metadata: {} } },
    failure(422, 'Invalid', 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required', {
      kind: 'ConfigMap',
      causes: [{ reason: 'FieldValueRequired', message: 'Required value: name or generateName is required', field: 'metadata.name' }],
    }),
  ],
  [
    'namespace missing',
    '/api/v1/namespaces/nons/configmaps',
    { method: 'POST', body: { metadata: { name: 'x' } } },
    failure(404, 'NotFound', 'namespaces "nons" not found', { name: 'nons', kind: 'namespaces' }),
  ],
  ['bad field selector', '/api/v1/namespaces/lab/pods?fieldSelector=spec.foo=1', {}, failure(400, 'BadRequest', 'field label not supported: spec.foo')],
  ['bad label selector', '/api/v1/namespaces/lab/pods?labelSelector=a%3D%3D%3Db,,', {}, failure(400, 'BadRequest', /^unable to parse requirement: /)],
  ['bad continue token', `${CM}?limit=1&continue=abc`, {}, failure(400, 'BadRequest', /^invalid continue token/)],
  [
    'revision match without a revision',
    `${CM}?resourceVersionMatch=Exact`,
    {},
    failure(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ),
  ],
  [
    'streaming list without a match',
    `${CM}?watch=1&sendInitialEvents=true`,
    {},
    failure(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    ),
  ],
  ['a watch from no number', `${CM}?watch=1&resourceVersion=abc`, {}, failure(400, 'BadRequest', /^resourceVersion: Invalid value: "abc"/)],
  [
    'force without apply',
    `${CM}/a?force=true`,
    { method: 'PATCH', body: {}, headers: { 'content-type': 'application/merge-patch+json' } },
    failure(422, 'Invalid', 'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch'),
  ],
  [
    'server-side apply',
    `${CM}/a?fieldManager=m`,
    { method: 'PATCH', body: {}, headers: { 'content-type': 'application/apply-patch+yaml' } },
    failure(415, 'UnsupportedMediaType', /use kubectl apply without --server-side/),
  ],
  [
    'a failing JSON patch',
    `${CM}/a`,
    { method: 'PATCH', body: [{ op: 'test', path: '/data/k', value: 'zzz' }], headers: { 'content-type': 'application/json-patch+json' } },
    failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {}),
  ],
  [
    'another uid than expected',
    `${CM}/a`,
    { method: 'DELETE', body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'abc' } } },
    failure(409, 'Conflict', /the UID in the precondition \(abc\) does not match the UID in record \(.*\)\. The object might have been deleted and then recreated/),
  ],
  ['exec', '/api/v1/namespaces/lab/pods/p/exec?command=ls', { method: 'POST' }, failure(405, 'MethodNotAllowed', /does not open streams into containers/)],
])('%s', async (_, path, asked, expected) => {
  const response = await ask(path, asked)
  const body = (await response.json()) as { code: number }
  expect(body).toMatchObject(expected)
  expect(response.status).toBe(body.code)
  expect(response.headers.get('audit-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('cache-control')).toBe('no-cache, private')
})

test('an unknown path is plain text', async () => {
  const response = await ask('/nosuch')
  expect([response.status, await response.text()]).toEqual([404, '404 page not found\n'])
})

test('fieldValidation=Warn answers with one warning for each', async () => {
  const response = await ask(`${CM}?fieldValidation=Warn&dryRun=All`, {
    method: 'POST',
    body: '{"metadata":{"name":"t","foo":1,"name":"t2"},"daata":{"k":"1"}}',
  })
  expect(response.status).toBe(201)
  expect(response.headers.get('warning')).toBe(
    '299 - "unknown field \\"metadata.foo\\"", 299 - "duplicate field \\"metadata.name\\"", 299 - "unknown field \\"daata\\""',
  )
  expect((await ask(`${CM}/t2`)).status).toBe(404)
})

test('a table has columns, cells and the metadata of each object', async () => {
  const table = await ask(`${CM}?labelSelector=x%3Dy`, { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } })
  expect(await table.json()).toMatchObject({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      { name: 'Data', priority: 0 },
      { name: 'Age', type: 'string', priority: 0 },
    ],
    rows: [{ cells: ['a', 1, expect.stringMatching(/^\d+s$/)], object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } } }],
  })
})

test.each([
  ['None', null],
  ['Object', { kind: 'ConfigMap', data: { k: '1' } }],
])('a table with includeObject=%s', async (include, object) => {
  const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }
  const { rows } = (await (await ask(`${CM}/a?includeObject=${include}`, { headers: accept })).json()) as { rows: { object: unknown }[] }
  if (object === null) expect(rows[0]?.object).toBeNull()
  else expect(rows[0]?.object).toMatchObject(object)
})

test('metadata alone', async () => {
  const accept = { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' }
  const list = await (await ask(`${CM}?labelSelector=x%3Dy`, { headers: accept })).json()
  expect(list).toMatchObject({ kind: 'PartialObjectMetadataList', items: [{ kind: 'PartialObjectMetadata', metadata: { name: 'a' } }] })
  expect(JSON.stringify(list)).not.toContain('"data"')
})

test('a page says how to go on', async () => {
  await post(CM, { metadata: { name: 'b' } })
  const first = (await (await ask(`${CM}?limit=1`)).json()) as { metadata: { continue: string; remainingItemCount: number }; items: unknown[] }
  expect(first).toMatchObject({ kind: 'ConfigMapList', items: [{ metadata: { name: 'a' } }], metadata: { remainingItemCount: expect.any(Number) } })
  const next = await (await ask(`${CM}?limit=1&continue=${first.metadata.continue}`)).json()
  expect(next).toMatchObject({ items: [{ metadata: { name: 'b' } }] })
})

test('YAML goes in and comes out', async () => {
  const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {k: "1"}\n'
  const made = await ask(CM, { method: 'POST', body: yaml, headers: { 'content-type': 'application/yaml', accept: 'application/yaml' } })
  expect(made.status).toBe(201)
  expect(made.headers.get('content-type')).toBe('application/yaml')
  expect(await made.text()).toMatch(/^apiVersion: v1\nkind: ConfigMap\n/m)
})

test('a delete that is done says what it was', async () => {
  await post(CM, { metadata: { name: 'gone' } })
  const response = await ask(`${CM}/gone`, { method: 'DELETE' })
  expect(await response.json()).toMatchObject({ kind: 'Status', status: 'Success', details: { name: 'gone', kind: 'configmaps' } })
})

test('a body over the limit is refused', async () => {
  const response = await post(CM, { metadata: { name: 'big' }, data: { k: 'x'.repeat(3 * 1024 * 1024) } })
  expect(response.status).toBe(413)
})

test('a large answer is compressed when the client can take it', async () => {
  await post(CM, { metadata: { name: 'large' }, data: { k: 'x'.repeat(200 * 1024) } })
  const response = await ask(`${CM}/large`, { headers: { 'accept-encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect((await response.arrayBuffer()).byteLength).toBeLessThan(10_000)
})
