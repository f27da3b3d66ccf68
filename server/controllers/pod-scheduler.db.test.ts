import { afterEach, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import { PLACEMENT_ANNOTATION } from '#domain/placement.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { podScheduler } from './pod-scheduler.ts'
import { addNode, openWorld, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const create = (name: string, spec: Record<string, unknown> = {}, labels: Record<string, string> = {}) => {
  const container = { name: 'c', image: 'i', resources: { requests: { cpu: '1', memory: '1Gi' } } }
  const object: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'lab', labels },
    spec: { containers: [container], ...spec },
  }
  return world.client.create('pods', object)
}
const pod = async (name: string) => (await world.client.get('pods', { namespace: 'lab', name })) as Pod
const placed = (name: string) =>
  world.until(
    `${name} is placed`,
    () => pod(name),
    ({ spec }) => Boolean(spec.nodeName),
  )
/** Placed after a pause that the scheduler takes by its clock. */
const placedInTime = (name: string) =>
  world.until(
    `${name} is placed`,
    async () => {
      world.clock.advance(500)
      return pod(name)
    },
    ({ spec }) => Boolean(spec.nodeName),
  )
const refused = (name: string, why: RegExp) =>
  world.until(
    `${name} is refused`,
    () => pod(name),
    (now) => why.test(findCondition(now.status?.conditions, 'PodScheduled')?.message ?? ''),
  )

test('binds pods, and never more than a host has room for', async () => {
  world = await openWorld([podScheduler])
  await addNode(world.client, makeNode({ name: 'esx-01', cpu: '4' }))
  await addNode(world.client, makeNode({ name: 'esx-02', cpu: '4' }))
  await Promise.all(Array.from({ length: 12 }, (_, i) => create(`web-${i}`)))
  const all = await world.until(
    'every pod has an answer',
    () => world.all<Pod>('pods'),
    (pods) => pods.every(({ spec, status }) => spec.nodeName || findCondition(status?.conditions, 'PodScheduled')),
  )
  const perHost = ['esx-01', 'esx-02'].map((host) => all.filter(({ spec }) => spec.nodeName === host).length)
  expect(perHost).toEqual([4, 4])
  await world.until(
    'the events',
    () => world.all('events'),
    (events) => events.filter(({ reason }) => reason === 'Scheduled').length === 8,
  )
})

test('says why a pod has no host, in the condition and in the note, and takes the note back when it has one', async () => {
  world = await openWorld([podScheduler])
  await addNode(world.client, makeNode({ name: 'esx-01', unschedulable: true }))
  await create('web')
  const waiting = await refused('web', /0\/1 nodes are available/)
  expect(findCondition(waiting.status?.conditions, 'PodScheduled')).toMatchObject({ status: 'False', reason: 'Unschedulable' })
  const note = JSON.parse(waiting.metadata.annotations?.[PLACEMENT_ANNOTATION] ?? '{}')
  expect(note).toMatchObject({ host: null, reasons: [{ reason: 'node(s) were unschedulable', count: 1, hosts: ['esx-01'] }] })
  expect(note.fixes).toContainEqual({ kind: 'exit-maintenance', hosts: ['esx-01'] })

  await world.client.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: null } } })
  await placedInTime('web')
  const now = await world.until(
    'the note tells the choice',
    () => pod('web'),
    ({ metadata }) => JSON.parse(metadata.annotations?.[PLACEMENT_ANNOTATION] ?? '{}').host === 'esx-01',
  )
  expect(findCondition(now.status?.conditions, 'PodScheduled')?.status).toBe('True')
})

test('room that becomes free goes to a pod that waits', async () => {
  world = await openWorld([podScheduler])
  await addNode(world.client, makeNode({ name: 'esx-01', cpu: '1' }))
  await create('first')
  await placed('first')
  await create('second')
  await refused('second', /Insufficient cpu/)
  await world.client.delete('pods', { namespace: 'lab', name: 'first' }, { gracePeriodSeconds: 0 })
  await placedInTime('second')
})

test('a pod that goes only where another is follows it', async () => {
  world = await openWorld([podScheduler])
  await addNode(world.client, makeNode({ name: 'esx-01' }))
  const labelSelector = { matchLabels: { app: 'db' } }
  const podAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }],
  }
  await create('web', { affinity: { podAffinity } })
  await refused('web', /pod affinity/)
  await create('db', {}, { app: 'db' })
  await placedInTime('web')
})

test('a gated pod waits for its gates, one for another scheduler is left alone', async () => {
  world = await openWorld([podScheduler])
  await addNode(world.client, makeNode({ name: 'esx-01' }))
  await create('gated', { schedulingGates: [{ name: 'example.com/budget' }] })
  await create('foreign', { schedulerName: 'other' })
  const gated = await refused('gated', /non-empty scheduling gates/)
  expect(findCondition(gated.status?.conditions, 'PodScheduled')?.reason).toBe('SchedulingGated')
  await world.client.patch(
    'pods',
    { namespace: 'lab', name: 'gated' },
    { type: 'merge', body: { spec: { schedulingGates: [] } } },
  )
  await placed('gated')
  expect((await pod('foreign')).spec.nodeName).toBeUndefined()
})

test('two that schedule at once never put two pods into one room', async () => {
  world = await openWorld([podScheduler])
  await world.start([podScheduler])
  await addNode(world.client, makeNode({ name: 'esx-01' }))
  await Promise.all(Array.from({ length: 10 }, (_, i) => create(`web-${i}`)))
  const all = await world.until(
    'all are placed',
    () => world.all<Pod>('pods'),
    (pods) => pods.every(({ spec }) => spec.nodeName),
  )
  expect(all).toHaveLength(10)
})
