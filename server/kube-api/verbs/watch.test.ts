import { expect, test } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import type { ResourceClient, WatchOptions } from '#server/resources/resources.ts'
import type { Call } from '../call.ts'
import { servedResources } from '../served-resources.ts'
import { watchObjects } from './watch.ts'

const pod = (revision: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', resourceVersion: revision },
})

const open = async (query: string, client: Partial<ResourceClient>) => {
  const abort = new AbortController()
  const clock = fakeClock()
  const request = new Request(`https://api.test/api/v1/pods?${query}`, { signal: abort.signal })
  const served = servedResources.find(({ resource }) => resource === 'pods')
  const call = {
    request,
    query: new URL(request.url).searchParams,
    path: { form: 'resource', group: '', version: 'v1', resource: 'pods', legacyWatch: false },
    served,
    resource: 'pods',
    client,
    clock,
    warnings: [],
    as: { shape: 'object', version: '', encoding: 'json', pretty: false },
  } as unknown as Call
  const response = await watchObjects(call)
  return { response, clock, abort }
}

/** A door whose watch is fed by the test. */
const fed = () => {
  const seen: { options?: WatchOptions; closed: number } = { closed: 0 }
  const client: Partial<ResourceClient> = {
    watch: async (_resource, options) => {
      seen.options = options
      return {
        close: () => {
          seen.closed += 1
        },
      }
    },
  }
  return { seen, client }
}

const linesOf = async (response: Response) =>
  (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { type: string; object: KubeObject })

test('bookmarks come once a minute and carry how far everything was seen', async () => {
  const { seen, client } = fed()
  const { response, clock } = await open('watch=1&resourceVersion=5&allowWatchBookmarks=true&timeoutSeconds=150', client)
  expect(seen.options).toMatchObject({ after: '5' })
  clock.advance(60_000)
  seen.options?.onEvents([{ type: 'ADDED', object: pod('7'), resourceVersion: '7' }])
  seen.options?.onProgress?.('9')
  clock.advance(60_000)
  clock.advance(30_000)
  const lines = await linesOf(response)
  expect(lines.map(({ type, object }) => [type, object.metadata.resourceVersion])).toEqual([
    ['BOOKMARK', '5'],
    ['ADDED', '7'],
    ['BOOKMARK', '9'],
  ])
  expect(seen.closed).toBe(1)
  expect(clock.waiting).toBe(0)
})

test('a client that goes ends its watch and leaves no timer', async () => {
  const { seen, client } = fed()
  const { abort, clock } = await open('watch=1&resourceVersion=5&allowWatchBookmarks=true', client)
  abort.abort()
  expect(seen.closed).toBe(1)
  expect(clock.waiting).toBe(0)
})

test('the door ending a watch ends the stream', async () => {
  const { seen, client } = fed()
  const { response } = await open('watch=1&resourceVersion=5', client)
  seen.options?.onClose('behind')
  expect(await response.text()).toBe('')
})

test('a revision that is gone is told inside the stream', async () => {
  const client: Partial<ResourceClient> = {
    watch: async () => {
      throw new StatusError('Expired', 'too old resource version: 1 (1497)')
    },
  }
  const { response, clock } = await open('watch=1&resourceVersion=1', client)
  expect(response.status).toBe(200)
  expect(await linesOf(response)).toMatchObject([
    { type: 'ERROR', object: { kind: 'Status', reason: 'Expired', message: 'too old resource version: 1 (1497)', code: 410 } },
  ])
  expect(clock.waiting).toBe(0)
})

test('any other refusal is the answer itself', async () => {
  const client: Partial<ResourceClient> = {
    watch: async () => {
      throw new StatusError('Forbidden', 'no')
    },
  }
  await expect(open('watch=1&resourceVersion=1', client)).rejects.toMatchObject({ reason: 'Forbidden' })
})
