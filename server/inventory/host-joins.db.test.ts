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

test('the same name twice at once, from the holder of one key, is one host', async () => {
  const { token } = await lab.admin.createJoinToken(lab.clusterId)
  const results = await Promise.all(
    ['twin.lab', 'twin.lab', 'single.lab'].map((name, index) =>
      lab.inventory.agents.join(token, hardware(name), certificate(`${name}-${index}`, 'a shared key')),
    ),
  )
  const ids = results.map(({ hostId }) => hostId)
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[0])
  const events = (await lab.admin.events({ targetId: ids[0] })).rows.map(({ type }) => type)
  expect(events.sort()).toEqual(['host.added', 'host.rejoined'])
})

test('nobody takes the name of a host that is heard from without its key; a silent or disconnected one can be replaced', async () => {
  const { token } = await lab.admin.createJoinToken(lab.clusterId, { uses: 4 })
  const joinAs = (key: string) => lab.inventory.agents.join(token, hardware('taken.lab'), certificate(`taken by ${key}`, key))
  const rowOf = (id: string) => lab.store.inventory.read.host.findUniqueOrThrow({ where: { id } })
  const { hostId } = await joinAs('first')
  await expect(joinAs('second')).rejects.toMatchObject({
    reason: 'Conflict',
    message: expect.stringContaining('Host "taken.lab" is connected, and its agent holds another key'),
  })
  expect(await rowOf(hostId)).toMatchObject({ keyThumbprint: 'first', certificateSerial: 'taken by first' })
  expect((await joinAs('first')).hostId).toBe(hostId)

  await lab.admin.disconnectHost(hostId)
  expect((await joinAs('second')).hostId).toBe(hostId)
  await lab.store.inventory.write(({ db }) => db.host.update({ where: { id: hostId }, data: { lastSeenAt: new Date(0) } }))
  expect((await joinAs('third')).hostId).toBe(hostId)
  expect((await rowOf(hostId)).keyThumbprint).toBe('third')
  expect((await joinAll(token, ['late.lab']))[0]).toMatchObject({ status: 'rejected', reason: { reason: 'Unauthorized' } })
})

test('a token says from which number on the names of simulated hosts are free', async () => {
  const { token, firstNumber } = await lab.admin.createJoinToken(lab.clusterId)
  expect(firstNumber).toBe(1)
  await joinAll(token, ['esx-07.lab.local', 'esx-0003.lab.local'])
  expect((await lab.admin.createJoinToken(lab.clusterId)).firstNumber).toBe(8)
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
