import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestInventory, testInventory } from './testing/test-inventory.ts'

let lab: TestInventory
beforeAll(async () => {
  lab = await testInventory({ hosts: 1 })
})
afterAll(() => lab.close())

const HOUR_MS = 3600_000
const FAILED = { state: ['ERROR'], completedAt: ['24h'] }

const failedAt = (name: string, hoursAgo: number) =>
  lab.store.inventory.write(async ({ db }) => {
    const at = new Date(lab.clock.now().getTime() - hoursAgo * HOUR_MS)
    await db.task.create({
      data: {
        id: `task-${name}`,
        name,
        targetKind: 'Host',
        targetId: lab.hostIds[0] ?? '',
        targetName: 'esx-01.lab',
        initiator: 'test',
        state: 'ERROR',
        progress: 10,
        description: '',
        error: 'it was not to be',
        queuedAt: at,
        startedAt: at,
        completedAt: at,
      },
    })
  })

test('the failed tasks that Home counts are those that its link lists', async () => {
  await failedAt('yesterday', 23)
  await failedAt('before', 25)
  const { rows, total } = await lab.admin.tasks({ filters: FAILED })
  expect(rows.map(({ name }) => name)).toEqual(['yesterday'])
  expect((await lab.admin.home()).failedTasks24h).toBe(total)
  expect((await lab.admin.tasks({ filters: { ...FAILED, completedAt: ['7d'] } })).total).toBe(2)
})

test('a word that is no period is refused with those that are', async () => {
  await expect(lab.admin.tasks({ filters: { completedAt: ['yesterday'] } })).rejects.toThrow('possible are: 1h, 24h, 7d, 30d')
  await expect(lab.admin.events({ filters: { at: ['2026-03-01'] } })).rejects.toThrow('"2026-03-01" is no period')
})

test('what was done to a host is told on its cluster as well, and not on another object', async () => {
  const names = async (targetId: string) => (await lab.admin.tasks({ targetId, filters: FAILED })).rows.map(({ name }) => name)
  const { datacenterId } = await lab.admin.cluster(lab.clusterId)
  expect(await names(lab.clusterId)).toEqual(['yesterday'])
  expect(await names(datacenterId)).toEqual(['yesterday'])
  expect(await names('datastore-1')).toEqual([])
})
