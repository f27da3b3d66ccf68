import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './testing/ask.ts'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

let server: TestApi
const CM = '/api/v1/namespaces/default/configmaps'

interface Line {
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server sends
  object: any
}

const create = async (name: string, labels: Record<string, string> = {}) => {
  const response = await ask(server.handler, CM, { method: 'POST', body: { metadata: { name, labels } } })
  return (await response.json()) as { metadata: { resourceVersion: string } }
}

const relabel = (name: string, labels: Record<string, string | null>) =>
  ask(server.handler, `${CM}/${name}`, {
    method: 'PATCH',
    body: { metadata: { labels } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })

const revision = async (): Promise<string> =>
  ((await (await ask(server.handler, `${CM}?limit=1`)).json()) as { metadata: { resourceVersion: string } }).metadata
    .resourceVersion

/** Opens a watch; `next(n)` resolves with the next n lines. */
const watch = async (query: string, headers: Record<string, string> = {}, path = CM) => {
  const abort = new AbortController()
  const response = await ask(server.handler, `${path}${query}`, { headers, signal: abort.signal })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = ''
  const next = async (count: number): Promise<Line[]> => {
    while (text.split('\n').length <= count) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    const lines = text.split('\n')
    text = lines.slice(count).join('\n')
    return lines
      .slice(0, count)
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)
  }
  return { response, next, stop: () => abort.abort(), ended: async () => (await reader.read()).done }
}

const named = (lines: Line[]) => lines.map(({ type, object }) => `${type} ${object.metadata.name ?? ''}`.trim())

beforeAll(async () => {
  server = await openTestApi()
})

afterAll(() => server.close())

test('a watch from a revision tells what came after it, in order', async () => {
  const before = await revision()
  const watching = await watch(`?watch=true&resourceVersion=${before}&labelSelector=t%3Done`)
  await create('one', { t: 'one' })
  await relabel('one', { more: 'x' })
  await ask(server.handler, `${CM}/one`, { method: 'DELETE' })
  expect(named(await watching.next(3))).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one'])
  watching.stop()
  expect(await watching.ended()).toBe(true)
})

test('a watch from nowhere or 0 begins with what is there', async () => {
  await create('two', { t: 'two' })
  for (const query of ['?watch=1&labelSelector=t%3Dtwo', '?watch=1&resourceVersion=0&labelSelector=t%3Dtwo']) {
    const watching = await watch(query)
    expect(named(await watching.next(1))).toEqual(['ADDED two'])
    watching.stop()
  }
})

test('a streaming list ends its first part with a marked bookmark', async () => {
  await create('three', { t: 'three' })
  const watching = await watch(
    '?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=t%3Dthree',
  )
  const [added, bookmark] = await watching.next(2)
  expect(added).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'three' } } })
  expect(bookmark).toMatchObject({
    type: 'BOOKMARK',
    object: {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/), annotations: { 'k8s.io/initial-events-end': 'true' } },
    },
  })
  await create('three-more', { t: 'three' })
  expect(named(await watching.next(1))).toEqual(['ADDED three-more'])
  watching.stop()
})

test('what leaves a selector is told as deleted, what enters as added', async () => {
  const { metadata } = await create('four', { t: 'four' })
  const watching = await watch(`?watch=1&resourceVersion=${metadata.resourceVersion}&labelSelector=t%3Dfour`)
  await relabel('four', { t: 'other' })
  await relabel('four', { t: 'four' })
  const [left, entered] = await watching.next(2)
  expect(left).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'four', labels: { t: 'four' } } } })
  expect(Number(left?.object.metadata.resourceVersion)).toBeGreaterThan(Number(metadata.resourceVersion))
  expect(entered).toMatchObject({ type: 'ADDED', object: { metadata: { labels: { t: 'four' } } } })
  watching.stop()
})

test('tables define their columns once', async () => {
  await create('five-a', { t: 'five' })
  await create('five-b', { t: 'five' })
  const watching = await watch('?watch=1&labelSelector=t%3Dfive', { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })
  const [first, second] = await watching.next(2)
  expect(first?.object).toMatchObject({
    kind: 'Table',
    columnDefinitions: [{ name: 'Name' }, {}, {}],
    rows: [{ cells: ['five-a', 0, expect.any(String)] }],
  })
  expect(second?.object).toMatchObject({
    kind: 'Table',
    columnDefinitions: null,
    rows: [{ cells: ['five-b', 0, expect.any(String)] }],
  })
  watching.stop()
})

test('the old watch paths still work', async () => {
  await create('six')
  const watching = await watch('', {}, '/api/v1/watch/namespaces/default/configmaps/six')
  expect(named(await watching.next(1))).toEqual(['ADDED six'])
  watching.stop()
})

test('a timeout beyond what a timer can count does not end a watch at once', async () => {
  const watching = await watch(`?watch=1&resourceVersion=${await revision()}&timeoutSeconds=99999999999&labelSelector=t%3Dlong`)
  await create('long', { t: 'long' })
  expect(named(await watching.next(1))).toEqual(['ADDED long'])
  watching.stop()
})

test('timeoutSeconds ends a watch cleanly', async () => {
  const watching = await watch(`?watch=1&resourceVersion=${await revision()}&timeoutSeconds=1`)
  expect(watching.response.status).toBe(200)
  expect(await watching.next(1)).toEqual([])
})
