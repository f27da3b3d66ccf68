import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, NOBODY, STRANGER } from './testing/ask.ts'
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

const post = (body: object) => ask(server.handler, CM, { method: 'POST', body })

test.each(['/nosuch', '/api/v1/namespaces/lab/pods/p/log/x', '/apis/apps/v1/a/b/c/d/e'])(
  'the unknown path %s is plain text',
  async (path) => {
    const response = await ask(server.handler, path)
    expect([response.status, await response.text()]).toEqual([404, '404 page not found\n'])
  },
)

test('fieldValidation=Warn answers with one warning for each', async () => {
  const response = await ask(server.handler, `${CM}?fieldValidation=Warn&dryRun=All`, {
    method: 'POST',
    body: '{"metadata":{"name":"t","foo":1,"name":"t2"},"daata":{"k":"1"}}',
  })
  expect(response.status).toBe(201)
  expect(response.headers.get('warning')).toBe(
    '299 - "unknown field \\"metadata.foo\\"", 299 - "duplicate field \\"metadata.name\\"", 299 - "unknown field \\"daata\\""',
  )
  expect((await ask(server.handler, `${CM}/t2`)).status).toBe(404)
})

test('a table has columns, cells and the metadata of each object', async () => {
  const table = await ask(server.handler, `${CM}?labelSelector=x%3Dy`, {
    headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
  })
  expect(await table.json()).toMatchObject({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', priority: 0 },
      { name: 'Data', priority: 0 },
      { name: 'Age', type: 'string', priority: 0 },
    ],
    rows: [
      { cells: ['a', 1, expect.stringMatching(/^\d+s$/)], object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } } },
    ],
  })
})

test.each([
  ['None', null],
  ['Object', { kind: 'ConfigMap', data: { k: '1' } }],
])('a table with includeObject=%s', async (include, object) => {
  const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }
  const { rows } = (await (await ask(server.handler, `${CM}/a?includeObject=${include}`, { headers: accept })).json()) as {
    rows: { object: unknown }[]
  }
  if (object === null) expect(rows[0]?.object).toBeNull()
  else expect(rows[0]?.object).toMatchObject(object)
})

test('metadata alone', async () => {
  const accept = { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' }
  const list = await (await ask(server.handler, `${CM}?labelSelector=x%3Dy`, { headers: accept })).json()
  expect(list).toMatchObject({
    kind: 'PartialObjectMetadataList',
    items: [{ kind: 'PartialObjectMetadata', metadata: { name: 'a' } }],
  })
  expect(JSON.stringify(list)).not.toContain('"data"')
})

test('a page says how to go on', async () => {
  await post({ metadata: { name: 'b' } })
  const first = (await (await ask(server.handler, `${CM}?limit=1`)).json()) as {
    metadata: { continue: string; remainingItemCount: number }
    items: unknown[]
  }
  expect(first).toMatchObject({
    kind: 'ConfigMapList',
    items: [{ metadata: { name: 'a' } }],
    metadata: { remainingItemCount: expect.any(Number) },
  })
  const next = await (await ask(server.handler, `${CM}?limit=1&continue=${first.metadata.continue}`)).json()
  expect(next).toMatchObject({ items: [{ metadata: { name: 'b' } }] })
})

test('YAML goes in and comes out', async () => {
  const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {k: "1"}\n'
  const made = await ask(server.handler, CM, {
    method: 'POST',
    body: yaml,
    headers: { 'content-type': 'application/yaml', accept: 'application/yaml' },
  })
  expect(made.status).toBe(201)
  expect(made.headers.get('content-type')).toBe('application/yaml')
  expect(await made.text()).toMatch(
    /^apiVersion: v1\ndata:\n {2}k: "1"\nkind: ConfigMap\nmetadata:\n {2}creationTimestamp: "2\d{3}-/,
  )
})

test('a delete that is done says what it was', async () => {
  await post({ metadata: { name: 'gone' } })
  const response = await ask(server.handler, `${CM}/gone`, { method: 'DELETE' })
  expect(await response.json()).toMatchObject({
    kind: 'Status',
    status: 'Success',
    details: { name: 'gone', kind: 'configmaps' },
  })
})

test('a warning of any text is an answer and no failure', async () => {
  const response = await post({ metadata: { name: 'warned' }, 日本: 1 })
  expect(response.status).toBe(201)
  expect(Buffer.from(response.headers.get('warning') ?? '', 'latin1').toString()).toBe('299 - "unknown field \\"日本\\""')
})

test('there are no custom resources, and everybody who is known is told so', async () => {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  expect(await (await ask(server.handler, path, { as: NOBODY })).json()).toMatchObject({
    kind: 'CustomResourceDefinitionList',
    items: [],
  })
  expect((await ask(server.handler, path, { as: STRANGER })).status).toBe(403)
  expect((await ask(server.handler, `${path}/x.example.com`)).status).toBe(404)
  expect((await ask(server.handler, path, { method: 'POST', body: {} })).status).toBe(404)
})

test('a body over the limit is refused', async () => {
  const response = await post({ metadata: { name: 'big' }, data: { k: 'x'.repeat(3 * 1024 * 1024) } })
  expect(response.status).toBe(413)
})

test('a large answer is compressed when the client can take it', async () => {
  await post({ metadata: { name: 'large' }, data: { k: 'x'.repeat(200 * 1024) } })
  const response = await ask(server.handler, `${CM}/large`, { headers: { 'accept-encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect((await response.arrayBuffer()).byteLength).toBeLessThan(10_000)
})
