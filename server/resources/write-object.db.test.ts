import { afterAll, beforeAll, expect, test } from 'vitest'
import { createResources, type OpenResources } from './create-resources.ts'
import type { ResourceClient } from './resources.ts'
import { ALLOW_ALL, configMap, fixedClock, openDoor, person, podOf, type TestDoor } from './testing/open-door.ts'

// Each control plane starts from the version it wrote last itself, while another may have written since.
let door: TestDoor
let second: OpenResources
let other: ResourceClient
beforeAll(async () => {
  door = await openDoor()
  second = createResources({
    store: door.store,
    auth: ALLOW_ALL,
    clock: fixedClock('2026-11-23T08:00:00Z'),
    clusterLogs: async () => new ReadableStream(),
  })
  other = second.as(person('bob'), door.api)
})
afterAll(async () => {
  await second.close()
  await door.close()
})

const merge = (body: object) => ({ type: 'merge' as const, body })

test('a patch keeps what another control plane wrote', async () => {
  await door.alice.create('configmaps', configMap('both', { a: '1' }))
  const ref = { namespace: 'lab', name: 'both' }
  await other.patch('configmaps', ref, merge({ data: { b: '2' } }))
  const patched = await door.alice.patch('configmaps', ref, merge({ data: { c: '3' } }))
  expect(patched.data).toEqual({ a: '1', b: '2', c: '3' })
})

test('an update that would change nothing of the old version changes the new one', async () => {
  await door.alice.create('configmaps', configMap('back', { a: '1' }))
  await other.update('configmaps', configMap('back', { a: '2' }))
  expect((await door.alice.update('configmaps', configMap('back', { a: '1' }))).data).toEqual({ a: '1' })
})

test('a revision that another control plane gave is good', async () => {
  await door.alice.create('configmaps', configMap('newer'))
  const newer = await other.update('configmaps', configMap('newer', { a: '1' }))
  expect((await door.alice.update('configmaps', { ...newer, data: { a: '2' } })).data).toEqual({ a: '2' })
})

test('a refusal is about what is stored', async () => {
  await door.alice.create('pods', podOf('bound'))
  const ref = { namespace: 'lab', name: 'bound' }
  await other.bind(ref, 'esx-01')
  await expect(door.alice.bind(ref, 'esx-02')).rejects.toMatchObject({
    code: 409,
    message: expect.stringContaining('assigned to node "esx-01"'),
  })
})

test('what another control plane removed is gone', async () => {
  await door.alice.create('configmaps', configMap('gone'))
  const ref = { namespace: 'lab', name: 'gone' }
  await other.delete('configmaps', ref)
  await expect(door.alice.patch('configmaps', ref, merge({ data: {} }))).rejects.toMatchObject({ code: 404 })
  await expect(door.alice.delete('configmaps', ref)).rejects.toMatchObject({ code: 404 })
})

test('what was made again under the name is another object', async () => {
  const ref = { namespace: 'lab', name: 'again' }
  const first = await door.alice.create('configmaps', configMap('again'))
  await other.delete('configmaps', ref)
  await other.create('configmaps', configMap('again'))
  const preconditions = { uid: first.metadata.uid ?? '' }
  await expect(door.alice.delete('configmaps', ref, { preconditions })).rejects.toMatchObject({ code: 409 })
})

test('a controller that is no longer the leader writes nothing', async () => {
  const epoch = await door.store.objects.raiseEpoch(door.api)
  await door.store.objects.raiseEpoch(door.api)
  await door.alice.create('pods', podOf('fenced'))
  const ref = { namespace: 'lab', name: 'fenced' }
  await expect(door.alice.bind(ref, 'esx-01', { epoch })).rejects.toMatchObject({
    code: 409,
    message: expect.stringContaining('no longer the leader'),
  })
  expect((await door.alice.get('pods', ref)).spec.nodeName).toBeUndefined()
})
