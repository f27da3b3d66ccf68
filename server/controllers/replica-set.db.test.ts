import { afterEach, expect, test, vi } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { controllerOf } from '#domain/kube/owners.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { isActive } from '#domain/kube/pod-availability.ts'
import type { ReplicaSet } from '#domain/kube/workloads.ts'
import { replicaSet } from './replica-set.ts'
import { openWorld, report, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const SETS = 'replicasets.apps'
const web = { namespace: 'lab', name: 'web' }

const makeSet = (replicas: number, over: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web', namespace: 'lab' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    ...over,
  },
})

const pods = () => world.all<Pod>('pods')
const set = async () => (await world.client.get(SETS, web)) as ReplicaSet
const settled = (count: number) =>
  world.until(
    `${count} replicas`,
    async () => ({ set: await set(), pods: (await pods()).filter((pod) => controllerOf(pod) && isActive(pod)) }),
    (now) =>
      now.pods.length === count &&
      now.set.status?.replicas === count &&
      now.set.status.observedGeneration === now.set.metadata.generation,
  )
const scale = (replicas: number) => world.client.patch(SETS, web, { type: 'merge', body: { spec: { replicas } } })

test('makes the pods it lacks, owned and named after it, and deletes those it has too many', async () => {
  world = await openWorld([replicaSet])
  const made = await world.client.create(SETS, makeSet(5))
  const { pods: five } = await settled(5)
  expect(five.map((pod) => controllerOf(pod)?.uid)).toEqual(five.map(() => made.metadata.uid))
  expect(five.every(({ metadata }) => /^web-[a-z0-9]{5}$/.test(metadata.name))).toBe(true)

  const [keep] = five
  if (!keep) throw new Error('no pod')
  await report(world.client, keep, world.clock.now())
  await scale(1)
  const { pods: left } = await settled(1)
  expect(left[0]?.metadata.name).toBe(keep.metadata.name)
  await scale(0)
  await settled(0)

  // Events are written beside the work they are about, and may come a moment after it.
  await vi.waitFor(
    async () => {
      const reasons = (await world.all('events')).map(({ reason }) => reason as string)
      expect(reasons.filter((reason) => reason === 'SuccessfulCreate')).toHaveLength(5)
      expect(reasons.filter((reason) => reason === 'SuccessfulDelete')).toHaveLength(5)
    },
    { timeout: 20_000 },
  )
})

test('a cache that lags makes it neither create nor delete twice', async () => {
  world = await openWorld([replicaSet])
  const present = (count: number) => world.until(`${count} pods`, pods, (all) => all.length === count)
  /** The set is looked at again, with a cache that knows nothing of what was done meanwhile. */
  const lookedAt = async (replicas: number) => {
    const { metadata } = await scale(replicas)
    await world.until('it was looked at', set, ({ status }) => status?.observedGeneration === metadata.generation)
  }
  world.holdPods(true)
  await world.client.create(SETS, makeSet(10))
  await present(10)
  await lookedAt(11)
  expect(await pods()).toHaveLength(10)
  world.holdPods(false)
  await settled(11)

  world.holdPods(true)
  await scale(8)
  await present(8)
  await lookedAt(6)
  expect(await pods()).toHaveLength(8)
  world.holdPods(false)
  await settled(6)
})

test('replaces a pod that was deleted or has failed', async () => {
  world = await openWorld([replicaSet])
  await world.client.create(SETS, makeSet(2))
  const { pods: first } = await settled(2)
  const [deleted, failed] = first.map(({ metadata }) => ({ namespace: 'lab', name: metadata.name }))
  if (!deleted || !failed) throw new Error('two pods expected')
  await world.client.delete('pods', deleted)
  await world.client.patch('pods', failed, { type: 'merge', body: { status: { phase: 'Failed' } } }, { subresource: 'status' })
  const { pods: second } = await world.until(
    'two new pods',
    () => settled(2),
    (now) => now.pods.every(({ metadata }) => metadata.name !== deleted.name && metadata.name !== failed.name),
  )
  expect(second).toHaveLength(2)
})

test('adopts what it selects and lets go of what it does not select any more', async () => {
  world = await openWorld([replicaSet])
  const bare = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bare', namespace: 'lab', labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  }
  await world.client.create('pods', bare)
  const made = await world.client.create(SETS, makeSet(1))
  const { pods: adopted } = await settled(1)
  expect(adopted.map(({ metadata }) => metadata.name)).toEqual(['bare'])
  expect(controllerOf(adopted[0] as Pod)).toMatchObject({ uid: made.metadata.uid, controller: true, blockOwnerDeletion: true })

  await world.client.patch(
    'pods',
    { namespace: 'lab', name: 'bare' },
    { type: 'merge', body: { metadata: { labels: { app: 'quarantine' } } } },
  )
  const { pods: now } = await world.until(
    'a replacement',
    () => settled(1),
    ({ pods: [pod] }) => pod?.metadata.name !== 'bare',
  )
  expect(now[0]?.metadata.name).toMatch(/^web-/)
  expect(controllerOf(await world.client.get('pods', { namespace: 'lab', name: 'bare' }))).toBeUndefined()
})

test('a quota that refuses is told in the condition, once in the events, and tried again when there is room', async () => {
  world = await openWorld([replicaSet])
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'limits', namespace: 'lab' },
    spec: { hard: { pods: '2' } },
  }
  await world.client.create('resourcequotas', quota)
  await world.client.create(SETS, makeSet(5))
  const refused = await world.until(
    'the refusal',
    set,
    ({ status }) => Boolean(status?.conditions?.length) && status?.replicas === 2,
  )
  expect(refused.status?.conditions?.[0]).toMatchObject({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' })
  expect(refused.status?.conditions?.[0]?.message).toContain(
    'pods "web-" is forbidden: exceeded quota: limits, requested: pods=1, used: pods=2, limited: pods=2',
  )
  await world.until(
    'the events',
    () => world.all('events'),
    (all) => all.filter(({ reason }) => reason === 'FailedCreate').length === 1,
  )

  await world.client.patch(
    'resourcequotas',
    { namespace: 'lab', name: 'limits' },
    { type: 'merge', body: { spec: { hard: { pods: '10' } } } },
  )
  const { set: filled } = await settled(5)
  expect(filled.status?.conditions ?? []).toEqual([])
})

test('counts ready and available pods, the latter after minReadySeconds', async () => {
  world = await openWorld([replicaSet])
  await world.client.create(SETS, makeSet(2, { minReadySeconds: 30 }))
  const { pods: two } = await settled(2)
  for (const pod of two) await report(world.client, pod, world.clock.now())
  const ready = await world.until('two ready', set, ({ status }) => status?.readyReplicas === 2)
  expect(ready.status?.availableReplicas).toBeUndefined()
  // The controller comes back by its clock alone.
  await world.until(
    'a timer',
    async () => world.clock.waiting,
    (waiting) => waiting > 0,
  )
  world.clock.advance(30_000)
  const available = await world.until('two available', set, ({ status }) => status?.availableReplicas === 2)
  expect(available.status?.fullyLabeledReplicas).toBe(2)
})

test('another control plane that takes over in the middle makes no pod twice', async () => {
  world = await openWorld([])
  const first = await world.start([replicaSet])
  await world.client.create(SETS, makeSet(40))
  await world.until('some pods', pods, (some) => some.length > 3)
  await first.stop()
  await world.start([replicaSet])
  await settled(40)
  expect(await pods()).toHaveLength(40)
})
