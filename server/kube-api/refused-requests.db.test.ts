import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, ask, failure, NOBODY, STRANGER } from './testing/ask.ts'
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
  ['a bad token', '/api', { headers: { authorization: 'Bearer nope' } }, failure(401, 'Unauthorized', 'Unauthorized')],
  [
    'nobody known',
    '/api',
    { as: STRANGER },
    failure(403, 'Forbidden', 'forbidden: User "system:anonymous" cannot get path "/api"', {}),
  ],
  [
    'forbidden list',
    '/api/v1/namespaces/lab/secrets',
    { as: NOBODY },
    failure(
      403,
      'Forbidden',
      'secrets is forbidden: User "nobody" cannot list resource "secrets" in API group "" in the namespace "lab"',
      {
        kind: 'secrets',
      },
    ),
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
  [
    'forbidden path',
    '/metrics',
    { as: NOBODY },
    failure(403, 'Forbidden', 'forbidden: User "nobody" cannot get path "/metrics"', {}),
  ],
  [
    'forbidden impersonation',
    '/api',
    { as: NOBODY, headers: { 'impersonate-user': 'admin' } },
    failure(
      403,
      'Forbidden',
      'users "admin" is forbidden: User "nobody" cannot impersonate resource "users" in API group "" at the cluster scope',
      {
        name: 'admin',
        kind: 'users',
      },
    ),
  ],
  ['missing object', `${CM}/x`, {}, failure(404, 'NotFound', 'configmaps "x" not found', { name: 'x', kind: 'configmaps' })],
  [
    'missing resource',
    '/apis/apps/v1/namespaces/lab/foos',
    {},
    failure(404, 'NotFound', 'the server could not find the requested resource', {}),
  ],
  [
    'missing group',
    '/apis/none.example/v1',
    {},
    failure(404, 'NotFound', 'the server could not find the requested resource', {}),
  ],
  [
    'not acceptable',
    `${CM}/a`,
    { headers: { accept: 'text/html' } },
    failure(406, 'NotAcceptable', '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml', {}),
  ],
  [
    'bad field selector',
    '/api/v1/namespaces/lab/pods?fieldSelector=spec.foo=1',
    {},
    failure(400, 'BadRequest', 'field label not supported: spec.foo'),
  ],
  [
    'bad label selector',
    '/api/v1/namespaces/lab/pods?labelSelector=a%3D%3D%3Db,,',
    {},
    failure(400, 'BadRequest', "unable to parse requirement: found '=', expected: identifier"),
  ],
  [
    'bad continue token',
    `${CM}?limit=1&continue=abc`,
    {},
    failure(400, 'BadRequest', expect.stringMatching(/^invalid continue token/)),
  ],
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
    'an object newer than anything',
    `${CM}/a?resourceVersion=999999999`,
    {},
    failure(504, 'Timeout', expect.stringMatching(/^Timeout: Too large resource version: 999999999, current: \d+$/), {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    }),
  ],
  [
    'an object of no revision',
    `${CM}/a?resourceVersion=new`,
    {},
    failure(400, 'BadRequest', 'resourceVersion: Invalid value: "new": it must be a number that this server gave, or 0'),
  ],
  [
    'a limit beyond all numbers',
    `${CM}?limit=99999999999999999999`,
    {},
    failure(400, 'BadRequest', 'invalid value "99999999999999999999" for limit: value out of range'),
  ],
  [
    'a revision match that there is not',
    `${CM}?resourceVersion=1&resourceVersionMatch=Newer`,
    {},
    failure(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Newer": supported values: "", "Exact", "NotOlderThan"',
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
  [
    'a watch from no number',
    `${CM}?watch=1&resourceVersion=abc`,
    {},
    failure(400, 'BadRequest', expect.stringMatching(/^resourceVersion: Invalid value: "abc"/)),
  ],
])('%s', async (_, path, asked, expected) => {
  const response = await ask(server.handler, path, asked)
  const body = (await response.json()) as { code: number }
  expect(body).toMatchObject(expected)
  expect(response.status).toBe(body.code)
  expect(response.headers.get('audit-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('cache-control')).toBe('no-cache, private')
})
