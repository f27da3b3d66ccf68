import { afterEach, expect, test } from 'vitest'
import { hasReason } from '#domain/errors.ts'
import type { KubeObject, OwnerReference } from '#domain/kube/object.ts'
import { deployment } from './deployment.ts'
import { garbageCollector } from './garbage-collector.ts'
import { replicaSet } from './replica-set.ts'
import { openWorld, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const configMap = (name: string, owners: OwnerReference[] = [], finalizers: string[] = []): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name,
    namespace: 'lab',
    ...(owners.length ? { ownerReferences: owners } : {}),
    ...(finalizers.length ? { finalizers } : {}),
  },
})
const ownedBy = ({ metadata }: KubeObject, over: Partial<OwnerReference> = {}): OwnerReference => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: metadata.name,
  uid: metadata.uid ?? '',
  ...over,
})
const create = (object: KubeObject) => world.client.create('configmaps', object)
const names = async () => (await world.all('configmaps')).map(({ metadata }) => metadata.name).sort()
const left = (wanted: string[]) => world.until(`only ${wanted} left`, names, (now) => now.join() === wanted.join())
const get = async (name: string) => {
  try {
    return await world.client.get('configmaps', { namespace: 'lab', name })
  } catch (error) {
    if (hasReason(error, 'NotFound')) return undefined
    throw error
  }
}
const remove = (name: string, propagationPolicy?: 'Background' | 'Foreground' | 'Orphan') =>
  world.client.delete('configmaps', { namespace: 'lab', name }, propagationPolicy ? { propagationPolicy } : {})

test('dependents go after their last owner, down the whole chain', async () => {
  world = await openWorld([garbageCollector])
  const [a, b] = [await create(configMap('a')), await create(configMap('b'))]
  const child = await create(configMap('child', [ownedBy(a), ownedBy(b)]))
  await create(configMap('grandchild', [ownedBy(child)]))
  await create(configMap('stranger'))
  await remove('a')
  await world.until(
    'a is forgotten',
    () => get('child'),
    (now) => now?.metadata.ownerReferences?.length === 1,
  )
  expect(await names()).toEqual(['b', 'child', 'grandchild', 'stranger'])
  await remove('b')
  await left(['stranger'])
})

test('an object whose owner was never there, or is another one of that name, goes; one with an owner of an unknown kind stays', async () => {
  world = await openWorld([garbageCollector])
  const owner = await create(configMap('owner'))
  await create(configMap('of-nobody', [ownedBy(owner, { name: 'nobody', uid: '00000000-0000-0000-0000-000000000001' })]))
  await create(configMap('of-former', [ownedBy(owner, { uid: '00000000-0000-0000-0000-000000000002' })]))
  await create(configMap('of-unknown', [ownedBy(owner, { apiVersion: 'example.com/v1', kind: 'Widget' })]))
  await create(configMap('of-owner', [ownedBy(owner)]))
  await left(['of-owner', 'of-unknown', 'owner'])
})

test('what was left behind while no control plane ran is found when one starts', async () => {
  world = await openWorld([])
  const owner = await create(configMap('owner'))
  await create(configMap('child', [ownedBy(owner)]))
  await remove('owner')
  await world.start([garbageCollector])
  await left([])
})

test('in the foreground the owner goes last, after those that block it', async () => {
  world = await openWorld([garbageCollector])
  const owner = await create(configMap('owner'))
  await create(configMap('blocking', [ownedBy(owner, { blockOwnerDeletion: true })], ['example.com/slow']))
  await create(configMap('other', [ownedBy(owner)]))
  await remove('owner', 'Foreground')
  await left(['blocking', 'owner'])
  expect((await get('blocking'))?.metadata.deletionTimestamp).toBeDefined()
  expect((await get('owner'))?.metadata.finalizers).toEqual(['foregroundDeletion'])
  const body = { metadata: { finalizers: null } }
  await world.client.patch('configmaps', { namespace: 'lab', name: 'blocking' }, { type: 'merge', body })
  await left([])
})

test('orphans stay and forget their owner', async () => {
  world = await openWorld([garbageCollector])
  const owner = await create(configMap('owner'))
  await create(configMap('child', [ownedBy(owner)]))
  await remove('owner', 'Orphan')
  await left(['child'])
  expect((await get('child'))?.metadata.ownerReferences ?? []).toEqual([])
})

test.each(['Background', 'Foreground'] as const)(
  'a Deployment takes its sets and pods with it (%s)',
  async (propagationPolicy) => {
    world = await openWorld([garbageCollector, deployment, replicaSet])
    const labels = { app: 'web' }
    await world.client.create('deployments.apps', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'lab' },
      spec: {
        replicas: 5,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
      },
    })
    await world.until(
      'five pods',
      () => world.all('pods'),
      (pods) => pods.length === 5,
    )
    await world.client.delete('deployments.apps', { namespace: 'lab', name: 'web' }, { propagationPolicy })
    const everything = async () =>
      (await Promise.all(['deployments.apps', 'replicasets.apps', 'pods'].map((resource) => world.all(resource)))).flat()
    await world.until('nothing is left', everything, (all) => all.length === 0)
  },
)

test('a Deployment deleted with --cascade=orphan leaves its pods running', async () => {
  world = await openWorld([garbageCollector, deployment, replicaSet])
  const labels = { app: 'web' }
  await world.client.create('deployments.apps', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'lab' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  })
  const pods = await world.until(
    'two pods',
    () => world.all('pods'),
    (all) => all.length === 2,
  )
  await world.client.delete('deployments.apps', { namespace: 'lab', name: 'web' }, { propagationPolicy: 'Orphan' })
  await world.until(
    'the Deployment is gone',
    () => world.all('deployments.apps'),
    (all) => all.length === 0,
  )
  const [set] = await world.all('replicasets.apps')
  expect(set?.metadata.ownerReferences ?? []).toEqual([])
  expect((await world.all('pods')).map(({ metadata }) => metadata.uid).sort()).toEqual(
    pods.map(({ metadata }) => metadata.uid).sort(),
  )
})
