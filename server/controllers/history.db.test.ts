import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHistoryController } from './history.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
beforeAll(async () => {
  lab = await controlledLab({ hosts: 1 })
}, 60_000)
afterAll(() => lab.close())

const samples = async () => {
  const rows = await lab.store.inventory.read.metricSample.findMany({
    where: { metric: 'cpu.usagemhz' },
    orderBy: [{ interval: 'asc' }, { at: 'asc' }],
  })
  return rows.map(({ interval, at, value }) => [interval, at.toISOString().slice(11, 16), value])
}
const report = (cpuMhz: number) => lab.inventory.agents.reportUsage([{ hostId: lab.hostIds[0] ?? '', cpuMhz, memoryBytes: 1 }])

test('samples of a finished interval are averaged once, and the old ones go', async () => {
  const history = createHistoryController(lab)
  await report(100)
  lab.clock.step(60_000)
  await report(300)
  await history.reconcile('samples')
  expect(await samples()).toEqual([
    [20, '12:00', 100],
    [20, '12:01', 300],
  ])
  lab.clock.step(240_000)
  await report(500)
  await history.reconcile('samples')
  await history.reconcile('samples')
  expect(await samples()).toEqual([
    [20, '12:00', 100],
    [20, '12:01', 300],
    [20, '12:05', 500],
    [300, '12:00', 200],
  ])
  lab.clock.step(3601_000)
  await history.reconcile('samples')
  expect(await samples()).toEqual([
    [300, '12:00', 200],
    [300, '12:05', 500],
    [1800, '12:00', 350],
  ])
})

test('audit entries are forgotten after a year, and not before', async () => {
  const history = createHistoryController(lab)
  const entries = () => lab.store.inventory.read.auditEntry.count()
  await lab.store.inventory.write(({ db }) =>
    db.auditEntry.updateMany({ where: { action: { not: '' } }, data: { at: lab.clock.now() } }),
  )
  const before = await entries()
  expect(before).toBeGreaterThan(0)
  lab.clock.step(364 * 24 * 3600_000)
  await history.reconcile('events')
  expect(await entries()).toBe(before)
  lab.clock.step(2 * 24 * 3600_000)
  await history.reconcile('events')
  expect(await entries()).toBe(0)
})

test('events and finished tasks are forgotten after 30 days', async () => {
  const history = createHistoryController(lab)
  const [datacenter] = await lab.admin.datacenters()
  await lab.admin.createCluster({ datacenterId: datacenter?.id ?? '', name: 'old' })
  await history.reconcile('events')
  expect((await lab.admin.tasks()).total).toBe(1)
  lab.clock.step(31 * 24 * 3600_000)
  await history.reconcile('events')
  expect([(await lab.admin.tasks()).total, (await lab.admin.events()).total]).toEqual([0, 0])
})
