import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ObjectWrite } from './object-store.ts'
import type { Store } from './open-store.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'
import { makeWrite } from './testing/writes.ts'

let opened: TestStore
let store: Store
const newApi = () => opened.newApi()
const must = (write: ObjectWrite) => opened.must(write)

beforeAll(async () => {
  opened = await openTestStore()
  store = opened.store
})
afterAll(() => opened.close())

test('a write with the newest epoch passes', async () => {
  const api = newApi()
  expect(await store.objects.raiseEpoch(api)).toBe(1)
  expect(await store.objects.raiseEpoch(api)).toBe(2)
  await must(makeWrite(api, 'web', { epoch: 2 }))
  expect(await store.objects.write(makeWrite(api, 'db', { epoch: 1 }))).toEqual({ ok: false, reason: 'fenced' })
})

test('a write of the inventory’s controllers goes by the inventory’s epoch, and those in the same batch by their own', async () => {
  const api = newApi()
  await store.objects.raiseEpoch(api)
  const old = await store.objects.raiseEpoch('inventory')
  await must(makeWrite(api, 'before', { inventoryEpoch: old }))
  const inventoryEpoch = await store.objects.raiseEpoch('inventory')
  const outcomes = await store.objects.writeMany([
    makeWrite(api, 'old', { inventoryEpoch: old }),
    makeWrite(api, 'new', { inventoryEpoch }),
    makeWrite(api, 'own', { epoch: 1 }),
    makeWrite(api, 'own-old', { epoch: 0 }),
    makeWrite(api, 'person'),
  ])
  expect(outcomes.map((outcome) => (outcome.ok ? outcome.revision : outcome.reason))).toEqual(['fenced', '2', '3', 'fenced', '4'])
})

test('an old epoch of the inventory writes no rows, not even those that nobody is told of', async () => {
  const epoch = await store.objects.raiseEpoch('inventory')
  const add = (name: string) =>
    store.inventory.write(({ db }) => db.datacenter.create({ data: { id: `datacenter-${name}`, name } }), { epoch })
  await add('in-time')
  await store.objects.raiseEpoch('inventory')
  await expect(add('late')).rejects.toMatchObject({
    reason: 'Conflict',
    message: 'the writer is no longer the leader of the inventory; another control plane has taken over',
  })
  expect((await store.inventory.read.datacenter.findMany()).map(({ name }) => name)).toEqual(['in-time'])
})
