import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ObjectWrite } from './object-store.ts'
import { openStore, type Store } from './open-store.ts'
import { testDatabase } from './testing/database.ts'
import { makeWrite } from './testing/writes.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let store: Store
let apis = 0
/** An api of its own for each test. */
const newApi = () => `supervisor:${++apis}`

beforeAll(async () => {
  database = await testDatabase()
  store = await openStore({ url: database.url })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

const must = async (write: ObjectWrite) => {
  const outcome = await store.objects.write(write)
  if (!outcome.ok) throw new Error(`${write.operation} of ${write.key.name} was refused: ${outcome.reason}`)
}

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
