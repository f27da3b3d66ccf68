import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { PodSpec } from '#domain/kube/pod.ts'
import { makeNode, type NodeOptions } from '#domain/testing/make-node.ts'
import { addNode } from './controllers/testing/open-world.ts'
import type { ResourceClient } from './resources/resources.ts'
import { openPlane, type TestPlane } from './testing/open-plane.ts'

let opened: TestPlane
let api: string
let client: ResourceClient
let number = 0

beforeAll(async () => {
  opened = await openPlane()
})
beforeEach(async () => {
  api = await opened.addSupervisor(`sup-${++number}`)
  client = opened.kube(api)
  await client.create('namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'team', labels: { tier: 'front' } },
  })
})
afterAll(() => opened?.close())

const addHost = (options: NodeOptions) => addNode(client, makeNode(options) as KubeObject)

const createPod = async (
  name: string,
  spec: Partial<PodSpec> = {},
  requests: Record<string, string> = {},
  labels: Record<string, string> = {},
) => {
  const containers = [{ name: 'main', image: 'nginx', resources: { requests } }]
  await client.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team', labels },
    spec: { containers, ...spec },
  })
}

const why = (name: string, user = opened.person('admin', ['*'])) =>
  opened.plane.whyPending(user, api, { namespace: 'team', name })

test('says for every host why not, and what would help', async () => {
  await addHost({ name: 'esx-01', cpu: '2' })
  await addHost({ name: 'esx-02', cpu: '32', unschedulable: true })
  await createPod('large', {}, { cpu: '8' })
  const answer = await why('large')
  expect(answer?.summary).toMatch(/^0\/2 nodes are available: 1 Insufficient cpu, 1 node\(s\) were unschedulable/)
  expect(answer?.perHost.map(({ host, refusals }) => [host, refusals[0]?.reason])).toEqual([
    ['esx-01', 'Insufficient cpu'],
    ['esx-02', 'node(s) were unschedulable'],
  ])
  expect(answer?.perHost[0]?.refusals[0]?.detail).toMatchObject({ resource: 'cpu', used: 0, capacity: 2000 })
  expect(answer?.fixes.length).toBeGreaterThan(0)
})

test('a Supervisor without hosts says so', async () => {
  await createPod('alone')
  expect((await why('alone'))?.summary).toMatch(/^no nodes available|^0\/0 nodes are available/)
})

test('the answer is of this moment: with a host that fits there is nothing to say', async () => {
  await addHost({ name: 'esx-01', cpu: '2' })
  await createPod('waits', {}, { cpu: '8' })
  expect(await why('waits')).toBeDefined()
  await addHost({ name: 'esx-02', cpu: '32' })
  expect(await why('waits')).toBeUndefined()
  await client.bind({ namespace: 'team', name: 'waits' }, 'esx-02')
  expect(await why('waits')).toBeUndefined()
})

test('what runs already counts', async () => {
  await addHost({ name: 'esx-01', cpu: '4' })
  await createPod('first', {}, { cpu: '3' })
  await client.bind({ namespace: 'team', name: 'first' }, 'esx-01')
  await createPod('second', {}, { cpu: '3' })
  const [host] = (await why('second'))?.perHost ?? []
  expect(host?.refusals[0]).toMatchObject({ reason: 'Insufficient cpu' })
  expect(host?.refusals[0]?.detail?.used).toBeGreaterThanOrEqual(3000)
})

test('affinity that chooses namespaces by label is judged as the scheduler does', async () => {
  await addHost({ name: 'esx-01' })
  await createPod('cache', {}, {}, { app: 'cache' })
  await client.bind({ namespace: 'team', name: 'cache' }, 'esx-01')
  const near = (tier: string): Partial<PodSpec> => ({
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: { app: 'cache' } },
            namespaceSelector: { matchLabels: { tier } },
          },
        ],
      },
    },
  })
  await createPod('near-front', near('front'))
  await createPod('near-back', near('back'))
  expect(await why('near-front')).toBeUndefined()
  expect((await why('near-back'))?.perHost[0]?.refusals[0]?.reason).toMatch(/affinity/)
})

test('only for whoever may read the pod', async () => {
  await createPod('private')
  await expect(why('private', opened.person('eve'))).rejects.toMatchObject({ reason: 'Forbidden' })
  await expect(why('no-such-pod')).rejects.toMatchObject({ reason: 'NotFound' })
})
