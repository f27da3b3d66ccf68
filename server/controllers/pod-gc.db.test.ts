import { afterEach, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { LOOK_EVERY_MS, podGc } from './pod-gc.ts'
import { addNode, openWorld, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const OUT_OF_SERVICE = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' as const }

const place = async (name: string, host: string) => {
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'lab' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  }
  await world.client.create('pods', pod)
  await world.client.bind({ namespace: 'lab', name }, host)
}
const names = async () => (await world.all<Pod>('pods')).map(({ metadata }) => metadata.name).sort()
/** Lets the collector look the given number of times. */
const look = async (times: number) => {
  for (let i = 0; i < times; i++) {
    await world.until(
      'it waits for its next look',
      async () => world.clock.waiting,
      (waiting) => waiting > 0,
    )
    world.clock.advance(LOOK_EVERY_MS)
  }
}

test('pods of a host that stays away are removed, others are not', async () => {
  world = await openWorld([podGc])
  await addNode(world.client, makeNode({ name: 'esx-01' }))
  await addNode(world.client, makeNode({ name: 'esx-02' }))
  await place('here', 'esx-01')
  await place('lost', 'esx-02')
  await world.client.delete('nodes', { name: 'esx-02' })
  await world.until(
    'only one is left',
    async () => {
      world.clock.advance(LOOK_EVERY_MS)
      return names()
    },
    (now) => now.join() === 'here',
  )
})

test('a host that is registered anew in time keeps its pods', async () => {
  world = await openWorld([podGc])
  await place('lost', 'esx-02')
  await look(1)
  await addNode(world.client, makeNode({ name: 'esx-02' }))
  await look(4)
  expect(await names()).toEqual(['lost'])
})

test('an ending pod on a host that is out of service is not waited for', async () => {
  world = await openWorld([podGc])
  await addNode(world.client, makeNode({ name: 'esx-01', ready: 'Unknown', taints: [OUT_OF_SERVICE] }))
  await place('ending', 'esx-01')
  await place('staying', 'esx-01')
  await world.client.delete('pods', { namespace: 'lab', name: 'ending' })
  await world.until(
    'only one is left',
    async () => {
      world.clock.advance(LOOK_EVERY_MS)
      return names()
    },
    (now) => now.join() === 'staying',
  )
})
