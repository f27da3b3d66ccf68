import { afterEach, expect, test } from 'vitest'
import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { KubeNamespace } from '#domain/kube/workloads.ts'
import { garbageCollector } from './garbage-collector.ts'
import { kubernetesNamespace } from './kubernetes-namespace.ts'
import { replicaSet } from './replica-set.ts'
import { openWorld, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const lab = { name: 'lab' }
const get = async () => {
  try {
    return (await world.client.get('namespaces', lab)) as KubeNamespace
  } catch (error) {
    if (hasReason(error, 'NotFound')) return undefined
    throw error
  }
}
const isGone = (namespace: KubeNamespace | undefined) => namespace === undefined
const configMap = (name: string, finalizers?: string[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'lab', ...(finalizers ? { finalizers } : {}) },
})

test('empties a namespace of every kind and lets it go; a new one of that name starts empty', async () => {
  world = await openWorld([kubernetesNamespace, replicaSet, garbageCollector])
  const { client } = world
  const labels = { app: 'web' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } }
  await client.create('configmaps', configMap('settings'))
  await client.create('secrets', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key', namespace: 'lab' } })
  await client.create('replicasets.apps', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'lab' },
    spec: { replicas: 3, selector: { matchLabels: labels }, template },
  })
  await world.until(
    'three pods',
    () => world.all('pods'),
    (pods) => pods.length === 3,
  )
  await client.delete('namespaces', lab)
  await world.until('the namespace is gone', get, isGone)
  await client.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: lab })
  for (const resource of ['configmaps', 'secrets', 'replicasets.apps', 'pods', 'events']) {
    expect((await client.list(resource, { namespace: 'lab' })).items, resource).toEqual([])
  }
})

test('says which objects and finalizers it waits for, and goes on when they do', async () => {
  world = await openWorld([kubernetesNamespace])
  const { client } = world
  await client.create('configmaps', configMap('held', ['example.com/keep']))
  await client.create('configmaps', configMap('free'))
  await client.delete('namespaces', lab)
  const told = await world.until('it says so', get, (now) => (now?.status?.conditions?.length ?? 0) > 0)
  const condition = (type: string) => findCondition(told?.status?.conditions, type)
  expect(told?.status?.phase).toBe('Terminating')
  expect(condition('NamespaceContentRemaining')).toMatchObject({
    status: 'True',
    reason: 'SomeResourcesRemain',
    message: 'Some resources are remaining: configmaps has 1 resource instances',
  })
  expect(condition('NamespaceFinalizersRemaining')).toMatchObject({
    status: 'True',
    message: 'Some content in the namespace has finalizers remaining: example.com/keep in 1 resource instances',
  })
  expect(condition('NamespaceDeletionContentFailure')).toMatchObject({ status: 'False', reason: 'ContentDeleted' })
  await client.patch(
    'configmaps',
    { namespace: 'lab', name: 'held' },
    { type: 'merge', body: { metadata: { finalizers: null } } },
  )
  await world.until('the namespace is gone', get, isGone)
})

test('pods on a host get their grace period and are waited for', async () => {
  world = await openWorld([kubernetesNamespace])
  const { client } = world
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'lab' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  }
  await client.create('pods', pod)
  await client.bind({ namespace: 'lab', name: 'web' }, 'esx-01')
  await client.delete('namespaces', lab)
  await world.until(
    'it waits',
    get,
    (now) => findCondition(now?.status?.conditions, 'NamespaceContentRemaining')?.status === 'True',
  )
  const ending = await client.get('pods', { namespace: 'lab', name: 'web' })
  expect(ending.metadata).toMatchObject({ deletionGracePeriodSeconds: 30, deletionTimestamp: '2026-11-23T08:00:30Z' })
  // The host has stopped it.
  await client.delete('pods', { namespace: 'lab', name: 'web' }, { gracePeriodSeconds: 0 })
  await world.until('the namespace is gone', get, isGone)
})

test('one that was being deleted when the control plane stopped is finished by the next', async () => {
  world = await openWorld([])
  await world.client.create('configmaps', configMap('settings'))
  await world.client.delete('namespaces', lab)
  expect((await get())?.status?.phase).toBe('Terminating')
  await world.start([kubernetesNamespace])
  await world.until('the namespace is gone', get, isGone)
})
