import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, ask, failure } from './testing/ask.ts'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

let server: TestApi
const CM = '/api/v1/namespaces/lab/configmaps'

beforeAll(async () => {
  server = await openTestApi()
  await ask(server.handler, '/api/v1/namespaces', { method: 'POST', body: { metadata: { name: 'lab' } } })
  const made = await ask(server.handler, CM, {
    method: 'POST',
    body: { metadata: { name: 'a', labels: { x: 'y' } }, data: { k: '1' } },
  })
  expect(made.status).toBe(201)
})

afterAll(() => server.close())

// Requests and refusals as a Kubernetes 1.36 API server words them.

test.each<[string, string, Ask, object]>([
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
    failure(
      409,
      'Conflict',
      expect.stringMatching(
        /^Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes/,
      ),
      {
        name: 'a',
        kind: 'configmaps',
      },
    ),
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
    failure(
      400,
      'BadRequest',
      'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion',
    ),
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
  [
    'unknown patch type',
    `${CM}/a`,
    { method: 'PATCH', body: {} },
    failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}),
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
  [
    'no name',
    CM,
    { method: 'POST', body: { metadata: {} } },
    failure(422, 'Invalid', 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required', {
      kind: 'ConfigMap',
      causes: [
        { reason: 'FieldValueRequired', message: 'Required value: name or generateName is required', field: 'metadata.name' },
      ],
    }),
  ],
  [
    'namespace missing',
    '/api/v1/namespaces/nons/configmaps',
    { method: 'POST', body: { metadata: { name: 'x' } } },
    failure(404, 'NotFound', 'namespaces "nons" not found', { name: 'nons', kind: 'namespaces' }),
  ],
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
    failure(415, 'UnsupportedMediaType', expect.stringMatching(/use kubectl apply without --server-side/)),
  ],
  [
    'a failing JSON patch',
    `${CM}/a`,
    {
      method: 'PATCH',
      body: [{ op: 'test', path: '/data/k', value: 'zzz' }],
      headers: { 'content-type': 'application/json-patch+json' },
    },
    failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {}),
  ],
  [
    'a merge patch with a wrong type',
    `${CM}/a`,
    { method: 'PATCH', body: { data: { k: 1 } }, headers: { 'content-type': 'application/merge-patch+json' } },
    failure(
      422,
      'Invalid',
      expect.stringMatching(
        /^ "" is invalid: patch: Invalid value: "\{.*\\"data\\":\{\\"k\\":1\}.*": json: cannot unmarshal number into Go struct field ConfigMap.data of type string$/,
      ),
    ),
  ],
  [
    'a strategic merge patch with a wrong type',
    `${CM}/a`,
    { method: 'PATCH', body: { data: { k: 1 } }, headers: { 'content-type': 'application/strategic-merge-patch+json' } },
    failure(422, 'Invalid', expect.stringContaining('patch: Invalid value: "map[data:map[k:1]]": json: cannot unmarshal number')),
  ],
  [
    'a patch that makes another kind of it',
    `${CM}/a`,
    { method: 'PATCH', body: { kind: 'Secret' }, headers: { 'content-type': 'application/merge-patch+json' } },
    failure(422, 'Invalid', expect.stringMatching(/a patch can not make v1 Secret of a ConfigMap$/)),
  ],
  [
    'another uid than expected',
    `${CM}/a`,
    { method: 'DELETE', body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'abc' } } },
    failure(
      409,
      'Conflict',
      expect.stringMatching(
        /the UID in the precondition \(abc\) does not match the UID in record \(.*\)\. The object might have been deleted and then recreated/,
      ),
    ),
  ],
  [
    'a delete with a grace that is no number',
    `${CM}/a`,
    { method: 'DELETE', body: { gracePeriodSeconds: 'soon' } },
    failure(
      400,
      'BadRequest',
      expect.stringContaining('cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds'),
    ),
  ],
  [
    'a delete with a precondition that is no text',
    `${CM}/a`,
    { method: 'DELETE', body: { kind: 'DeleteOptions', apiVersion: 'apps/v1', preconditions: { uid: 5 } } },
    failure(400, 'BadRequest', expect.stringContaining('cannot unmarshal number into Go struct field')),
  ],
  [
    'a delete with another kind of body',
    `${CM}/a`,
    { method: 'DELETE', body: { kind: 'ConfigMap', apiVersion: 'v1' } },
    failure(400, 'BadRequest', expect.stringMatching(/^ConfigMap in version "v1" cannot be handled as a DeleteOptions: /)),
  ],
  [
    'a delete with a list for a body',
    `${CM}/a`,
    { method: 'DELETE', body: [] },
    failure(400, 'BadRequest', expect.stringContaining('(must be of type DeleteOptions)')),
  ],
  [
    'a delete with a policy that there is not',
    `${CM}/a?propagationPolicy=Never`,
    { method: 'DELETE' },
    failure(
      422,
      'Invalid',
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Never": supported values: "Background", "Foreground", "Orphan"',
    ),
  ],
  [
    'a delete with two policies',
    `${CM}/a`,
    { method: 'DELETE', body: { propagationPolicy: 'Orphan', orphanDependents: true } },
    failure(
      422,
      'Invalid',
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
    ),
  ],
  [
    'an object that is nested too deep',
    CM,
    { method: 'POST', body: `{"metadata":{"name":"deep"},"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}` },
    failure(400, 'BadRequest', 'json: exceeded max depth'),
  ],
  [
    'a patch that is nested too deep',
    `${CM}/a`,
    {
      method: 'PATCH',
      body: `${'{"x":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      headers: { 'content-type': 'application/merge-patch+json' },
    },
    failure(400, 'BadRequest', 'json: exceeded max depth'),
  ],
  [
    'a field validation that there is not',
    `${CM}?fieldValidation=Lax`,
    { method: 'POST', body: { metadata: { name: 'b' } } },
    failure(
      422,
      'Invalid',
      'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Lax": supported values: "", "Ignore", "Strict", "Warn"',
    ),
  ],
  [
    'a field manager with too long a name',
    `${CM}?fieldManager=${'m'.repeat(129)}`,
    { method: 'POST', body: { metadata: { name: 'b' } } },
    failure(422, 'Invalid', 'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes'),
  ],
  [
    'exec',
    '/api/v1/namespaces/lab/pods/p/exec?command=ls',
    { method: 'POST' },
    failure(405, 'MethodNotAllowed', expect.stringMatching(/does not open streams into containers/)),
  ],
])('%s', async (_, path, asked, expected) => {
  const response = await ask(server.handler, path, asked)
  const body = (await response.json()) as { code: number }
  expect(body).toMatchObject(expected)
  expect(response.status).toBe(body.code)
  expect(response.headers.get('audit-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('cache-control')).toBe('no-cache, private')
})
