import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAlarmController } from './alarms.ts'
import { createHostConnectionController } from './host-connection.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
beforeAll(async () => {
  lab = await controlledLab()
}, 60_000)
afterAll(() => lab.close())

const raised = async () => (await lab.admin.alarms()).rows.map(({ definitionId, targetName }) => [definitionId, targetName])

test('a host that falls silent is said so once, with event and alarm, and cleared when it is back', async () => {
  const hosts = createHostConnectionController(lab)
  const [first = '', ...others] = lab.hostIds
  await hosts.reconcile('hosts')
  expect(await raised()).toEqual([])
  lab.clock.step(41_000)
  await lab.inventory.agents.heartbeat(others)
  await hosts.reconcile('hosts')
  await hosts.reconcile('hosts')
  expect(await raised()).toEqual([['host-not-responding', 'esx-01.lab']])
  expect((await lab.admin.events({ targetId: first, filters: { type: ['host.notResponding'] } })).total).toBe(1)
  await lab.inventory.agents.heartbeat([first])
  expect(await raised()).toEqual([])
  expect(await lab.admin.host(first)).toMatchObject({ connection: 'CONNECTED' })
  expect((await lab.admin.events({ targetId: first })).rows.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['host.responding', 'alarm.cleared', 'alarm.raised']),
  )
})

test('nobody misses a host that was disconnected on purpose', async () => {
  const hosts = createHostConnectionController(lab)
  const [first = '', ...others] = lab.hostIds
  lab.clock.step(41_000)
  await lab.inventory.agents.heartbeat(others)
  await hosts.reconcile('hosts')
  expect(await raised()).toHaveLength(1)
  const [alarm] = (await lab.admin.alarms()).rows
  expect(await lab.admin.acknowledgeAlarm(alarm?.id ?? '')).toMatchObject({ acknowledgedBy: 'test' })
  await lab.admin.disconnectHost(first)
  await hosts.reconcile('hosts')
  expect(await raised()).toEqual([])
})

test('a datastore that is almost full raises its alarm until there is room again', async () => {
  const alarms = createAlarmController(lab)
  const { read } = lab.store.inventory
  const [store] = await read.datastore.findMany({ orderBy: { name: 'asc' } })
  const free = (freeBytes: bigint) =>
    lab.store.inventory.write(({ db }) => db.datastore.update({ where: { id: store?.id ?? '' }, data: { freeBytes } }))
  await free(1n)
  await alarms.reconcile('datastore-usage')
  expect(await raised()).toEqual([['datastore-usage', store?.name]])
  await free(store?.capacityBytes ?? 0n)
  await alarms.reconcile('datastore-usage')
  expect(await raised()).toEqual([])
})
