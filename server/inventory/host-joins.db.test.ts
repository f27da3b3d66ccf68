import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificate, hardware, type TestInventory, testInventory } from './testing/test-inventory.ts'

let lab: TestInventory
beforeAll(async () => {
  lab = await testInventory()
}, 60_000)
afterAll(() => lab.close())

const joinAll = (token: string, names: string[]) =>
  Promise.allSettled(
    names.map((name, index) => lab.inventory.agents.join(token, hardware(name), certificate(`${token}-${name}-${index}`))),
  )

const names = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}-${index}.lab`)

test('of many hosts that join at once with a token for five, five join, and each has its id, events and datastores', async () => {
  const { token } = await lab.admin.createJoinToken(lab.clusterId, { uses: 5 })
  const results = await joinAll(token, names(20, 'burst'))
  const joined = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.hostId] : []))
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.reason] : []))
  expect(new Set(joined).size).toBe(5)
  expect(refused).toEqual(Array(15).fill('Unauthorized'))
  const [first = ''] = joined
  expect((await lab.admin.events({ targetId: first })).rows.map(({ type }) => type)).toEqual(['host.added'])
  const shared = await lab.store.inventory.read.datastoreCluster.count({ where: { clusterId: lab.clusterId } })
  expect(await lab.store.inventory.read.datastoreHost.count({ where: { hostId: first } })).toBe(shared)
  expect(await lab.store.inventory.read.auditEntry.count({ where: { action: 'host.join', target: { in: joined } } })).toBe(5)
})

test('the same name twice at once is one host', async () => {
  const { token } = await lab.admin.createJoinToken(lab.clusterId)
  const results = await joinAll(token, ['twin.lab', 'twin.lab', 'single.lab'])
  const ids = results.map((result) => (result.status === 'fulfilled' ? result.value.hostId : result.reason.message))
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[0])
  const events = (await lab.admin.events({ targetId: ids[0] })).rows.map(({ type }) => type)
  expect(events.sort()).toEqual(['host.added', 'host.rejoined'])
})

test('many silent hosts that are heard from together are well again, each once', async () => {
  const { token } = await lab.admin.createJoinToken(lab.clusterId)
  const results = await joinAll(token, names(10, 'quiet'))
  const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.hostId] : []))
  await lab.store.inventory.write(({ db }) =>
    db.host.updateMany({ where: { id: { in: ids } }, data: { connectionState: 'NOT_RESPONDING' } }),
  )
  await Promise.all([lab.inventory.agents.heartbeat(ids), lab.inventory.agents.heartbeat(ids)])
  const rows = await lab.store.inventory.read.host.findMany({ where: { id: { in: ids } } })
  expect(rows.map(({ connectionState }) => connectionState)).toEqual(Array(10).fill('CONNECTED'))
  expect(await lab.store.inventory.read.event.count({ where: { type: 'host.responding', targetId: { in: ids } } })).toBe(10)
})
