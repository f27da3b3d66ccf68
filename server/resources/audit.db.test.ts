import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import { createAudit } from './audit.ts'
import type { Call } from './door.ts'
import { configMap, openDoor, person, type TestDoor } from './testing/open-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

const entries = async (target: string) => {
  await door.resources.flush()
  const rows = await door.store.inventory.read.auditEntry.findMany({ where: { target }, orderBy: { id: 'asc' } })
  return rows.map(({ who, action, outcome, before, after, message }) => ({ who, action, outcome, before, after, message }))
}

test('tells who changed what from what to what', async () => {
  await door.alice.create('configmaps', configMap('told', { k: '1' }))
  await door.alice.patch('configmaps', { namespace: 'lab', name: 'told' }, { type: 'merge', body: { data: { k: '2' } } })
  await door.alice.update('configmaps', configMap('told', { k: '2' }))
  await door.alice.delete('configmaps', { namespace: 'lab', name: 'told' })
  const who = 'alice@vsphere.local'
  expect(await entries('supervisor:test/configmaps/lab/told')).toMatchObject([
    { who, action: 'create configmaps', outcome: 'ok', before: null, after: { data: { k: '1' } } },
    { who, action: 'patch configmaps', outcome: 'ok', before: { data: { k: '1' } }, after: { data: { k: '2' } } },
    { who, action: 'delete configmaps', outcome: 'ok', before: { data: { k: '2' } }, after: null },
  ])
})

test('never holds what a Secret holds', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'lab' },
    stringData: { password: 'hunter2' },
  }
  await door.alice.create('secrets', secret)
  const [entry] = await entries('supervisor:test/secrets/lab/s')
  expect(entry?.after).toMatchObject({ keys: ['password'] })
  expect(JSON.stringify(entry)).not.toContain(Buffer.from('hunter2').toString('base64'))
})

test('tells refusals with their reason, whatever characters they hold', async () => {
  await expect(door.alice.create('configmaps', configMap('a\0b'))).rejects.toMatchObject({ code: 422 })
  const [entry] = await entries('supervisor:test/configmaps/lab/ab')
  expect(entry).toMatchObject({ outcome: 'refused', message: expect.stringContaining('is invalid: metadata.name') })
})

test.each([
  ['the character 0', 'a\0b', 'ab'],
  ['half of a surrogate pair', 'a\ud800b', 'a\ufffdb'],
  ['what only looks like them', 'a\\u0000b\\ud800\\', 'a\\u0000b\\ud800\\'],
])('is not held up by a request that carries %s', async (_what, carried, kept) => {
  const call = { user: person('bob'), api: 'a', trail: { after: configMap('odd', { value: carried }) } } as unknown as Call
  const audit = createAudit(door.store.inventory, systemClock)
  const target = `odd ${kept}`
  await audit.record(call, 'create configmaps', `odd ${carried}`, async () => {})
  await audit.flush()
  expect(await entries(target)).toMatchObject([{ outcome: 'ok', after: { data: { value: kept } } }])
})

test('tries again when the log could not be written', async () => {
  let isDown = true
  const add: TestDoor['store']['inventory']['audit'] = (records) =>
    isDown ? Promise.reject(new Error('down')) : door.store.inventory.audit(records)
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  const audit = createAudit({ audit: add }, systemClock)
  const call = { user: person('bob'), api: 'a', trail: { after: configMap('later') } } as unknown as Call
  await audit.record(call, 'create configmaps', 'outage', async () => {})
  await audit.flush()
  expect(complaint).toHaveBeenCalledWith(
    expect.stringContaining('1 audit entries could not be written yet; 0 are lost'),
    expect.anything(),
  )
  complaint.mockRestore()
  isDown = false
  await audit.flush()
  expect(await entries('outage')).toHaveLength(1)
})
