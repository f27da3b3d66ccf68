import { afterEach, expect, test } from 'vitest'
import type { Node } from '#domain/kube/node.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { isReady } from '#domain/kube/pod-availability.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { nodeLifecycle } from './node-lifecycle.ts'
import { taintEviction } from './taint-eviction.ts'
import { addNode, openWorld, report, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const LEASES = 'leases.coordination.k8s.io'
const node = async (name: string) => (await world.client.get('nodes', { name })) as Node
const readiness = ({ status }: Node) => status?.conditions?.find(({ type }) => type === 'Ready')
const taints = ({ spec }: Node) => (spec?.taints ?? []).map(({ key, effect }) => `${key.split('/')[1]}:${effect}`)
const podNames = async () => (await world.all<Pod>('pods')).map(({ metadata }) => metadata.name).sort()
const pod = (name: string) => world.client.get('pods', { namespace: 'lab', name }) as Promise<Pod>

const lease = (name: string): KubeObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name, namespace: 'kube-node-lease' },
  // As old as can be: what counts is that it changes.
  spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: '2020-01-01T00:00:00.000000Z' },
})
let beats = 0
const beat = (name: string) =>
  world.client.patch(
    LEASES,
    { namespace: 'kube-node-lease', name },
    {
      type: 'merge',
      body: { spec: { renewTime: `2020-01-01T00:00:${String(10 + (beats++ % 50))}.000000Z` } },
    },
  )

const saysReady = (name: string) =>
  world.client.patch(
    'nodes',
    { name },
    { type: 'strategic', body: { status: { conditions: [{ type: 'Ready', status: 'True' }] } } },
    { subresource: 'status' },
  )

const place = async (name: string, host: string, tolerations: unknown[] = []) => {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'lab' },
    spec: { containers: [{ name: 'c', image: 'i' }], tolerations },
  }
  await world.client.create('pods', object)
  await world.client.bind({ namespace: 'lab', name }, host)
}

const start = async (...hosts: string[]) => {
  world = await openWorld([nodeLifecycle, taintEviction])
  await world.client.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-node-lease' } })
  for (const name of hosts) {
    await world.client.create(LEASES, lease(name))
    await addNode(world.client, makeNode({ name }))
    await world.until(
      `${name} is looked after`,
      () => node(name),
      (now) => taints(now).length === 0 && readiness(now)?.status === 'True',
    )
  }
}
/** Lets time pass in small steps until the answer holds; the named host renews its Lease all the while. */
const passUntil = <T>(what: string, ask: () => Promise<T>, holds: (answer: T) => boolean, alive?: string) =>
  world.until(
    what,
    async () => {
      world.clock.advance(400)
      if (alive) await beat(alive)
      return ask()
    },
    holds,
  )

test('a host that falls silent turns Unknown and is tainted, with the pods on it doubted; one that renews its Lease does not', async () => {
  await start('esx-01', 'esx-02')
  await place('web', 'esx-01')
  await report(world.client, await pod('web'), world.clock.now())
  const silent = await passUntil(
    'esx-01 is Unknown',
    () => node('esx-01'),
    (now) => taints(now).length === 2,
    'esx-02',
  )
  expect(readiness(silent)).toMatchObject({
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Spherelet stopped posting node status.',
  })
  expect(taints(silent)).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute'])
  await world.until(
    'the pod is doubted',
    () => pod('web'),
    (now) => !isReady(now),
  )
  expect(readiness(await node('esx-02'))?.status).toBe('True')
})

test('a host that comes back with its status first, before its Lease, is believed', async () => {
  await start('esx-01')
  await passUntil(
    'it is Unknown',
    () => node('esx-01'),
    (now) => readiness(now)?.status === 'Unknown',
  )
  const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: world.clock.now().toISOString() }]
  const body = { status: { conditions } }
  await world.client.patch('nodes', { name: 'esx-01' }, { type: 'strategic', body }, { subresource: 'status' })
  const back = await world.until(
    'its taints are gone',
    () => node('esx-01'),
    (now) => taints(now).length === 0,
  )
  expect(readiness(back)?.status).toBe('True')
})

test('a host that comes back loses the taints and keeps those of people', async () => {
  await start('esx-01')
  await world.client.patch(
    'nodes',
    { name: 'esx-01' },
    { type: 'merge', body: { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } } },
  )
  await passUntil(
    'it is tainted',
    () => node('esx-01'),
    (now) => taints(now).length === 3,
  )
  await beat('esx-01')
  await saysReady('esx-01')
  const back = await world.until(
    'ours are gone',
    () => node('esx-01'),
    (now) => taints(now).length === 1,
  )
  expect(back.spec?.taints?.[0]?.key).toBe('gpu')
})

test('a cordoned host is tainted until it is uncordoned', async () => {
  await start('esx-01')
  await world.client.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: true } } })
  await world.until(
    'cordoned',
    () => node('esx-01'),
    (now) => taints(now).join() === 'unschedulable:NoSchedule',
  )
  await world.client.patch('nodes', { name: 'esx-01' }, { type: 'merge', body: { spec: { unschedulable: null } } })
  await world.until(
    'uncordoned',
    () => node('esx-01'),
    (now) => taints(now).length === 0,
  )
})

test('pods leave a tainted host when they no longer tolerate it, and not before', async () => {
  await start('esx-01', 'esx-02')
  await place('at-once', 'esx-01')
  await place('patient', 'esx-01', [{ key: 'repair', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 20 }])
  await place('forever', 'esx-01', [{ key: 'repair', operator: 'Exists' }])
  await place('elsewhere', 'esx-02')
  await world.client.patch(
    'nodes',
    { name: 'esx-01' },
    { type: 'merge', body: { spec: { taints: [{ key: 'repair', effect: 'NoExecute' }] } } },
  )
  const isEnding = async (name: string) => (await pod(name)).metadata.deletionTimestamp !== undefined
  await world.until('at-once leaves', () => isEnding('at-once'), Boolean)
  expect(await isEnding('patient')).toBe(false)
  const timers = world.clock.waiting
  expect(timers).toBeGreaterThan(0)
  await world.until(
    'the time is counted',
    () => node('esx-01'),
    ({ spec }) => spec?.taints?.[0]?.timeAdded !== undefined,
  )
  await passUntil('patient leaves in time', () => isEnding('patient'), Boolean, 'esx-01')
  expect(await isEnding('forever')).toBe(false)
  expect(await isEnding('elsewhere')).toBe(false)
  expect(await podNames()).toHaveLength(4)
})

test('while no host is ready nobody is evicted for it; when one is ready again they are', async () => {
  await start('esx-01', 'esx-02')
  await place('web', 'esx-01', [
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 },
  ])
  await passUntil(
    'both are silent',
    async () => [await node('esx-01'), await node('esx-02')],
    (all) => all.every((each) => taints(each).length === 2),
  )
  for (let i = 0; i < 30; i++) world.clock.advance(1000)
  expect((await pod('web')).metadata.deletionTimestamp).toBeUndefined()
  await beat('esx-02')
  await saysReady('esx-02')
  await passUntil('web is evicted', async () => (await pod('web')).metadata.deletionTimestamp, Boolean, 'esx-02')
})
