import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InventoryClient } from './inventory.ts'
import { type TestInventory, testInventory } from './testing/test-inventory.ts'

let lab: TestInventory
let auditor: InventoryClient

beforeAll(async () => {
  lab = await testInventory({ hosts: 0 })
  auditor = lab.inventory.as(lab.person('auditor', ['Global.Diagnostics']))
  const writer = lab.inventory.as(lab.person('writer', ['System.Read', 'Datacenter.Create', 'Datacenter.Delete']))
  const { id } = await writer.createDatacenter({ name: 'dc-a' })
  await writer.createDatacenter({ name: 'dc-b' })
  await writer.deleteDatacenter(id)
  await expect(auditor.createDatacenter({ name: 'dc-c' })).rejects.toMatchObject({ reason: 'Forbidden' })
})
afterAll(() => lab.close())

const about = { q: 'datacenter.' }

test('the newest comes first, and windows join without a gap', async () => {
  const { rows, total } = await auditor.auditEntries({ ...about, filters: { who: ['writer', 'auditor'] } })
  expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['datacenter.create', 'refused'],
    ['datacenter.delete', 'ok'],
    ['datacenter.create', 'ok'],
    ['datacenter.create', 'ok'],
  ])
  expect(total).toBe(4)
  const query = { ...about, filters: { who: ['writer', 'auditor'] }, limit: 2 }
  const windows = [await auditor.auditEntries(query), await auditor.auditEntries({ ...query, offset: 2 })]
  expect(windows.flatMap((page) => page.rows)).toEqual(rows)
})

test.each([
  ['who, by a part of the name', { filters: { who: ['WRIT'] } }, 3],
  ['outcome', { filters: { outcome: ['refused'] } }, 1],
  ['both', { filters: { who: ['writer'], outcome: ['refused', 'failed'] } }, 0],
])('filtered by %s', async (_what, query, total) => {
  expect((await auditor.auditEntries({ ...about, ...query })).total).toBe(total)
})

test('a column that there is none of is refused by name', async () => {
  await expect(auditor.auditEntries({ sort: 'before' })).rejects.toMatchObject({ reason: 'BadRequest' })
  await expect(auditor.auditEntries({ filters: { after: ['x'] } })).rejects.toMatchObject({ reason: 'BadRequest' })
})

test('one entry has what was, the list has not', async () => {
  const [line] = (await auditor.auditEntries({ filters: { action: ['datacenter.delete'] } })).rows
  expect(line).not.toHaveProperty('before')
  expect(await auditor.auditEntry(line?.id ?? '')).toMatchObject({ ...line, before: expect.anything() })
})

test.each(['0', '99999999999999999', 'x', '-1'])('there is no entry %s', async (id) => {
  await expect(auditor.auditEntry(id)).rejects.toMatchObject({ reason: 'NotFound' })
})
