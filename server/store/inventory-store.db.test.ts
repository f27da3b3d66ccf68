import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Change } from './object-store.ts'
import type { Store } from './open-store.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'

let opened: TestStore
let store: Store

beforeAll(async () => {
  opened = await openTestStore()
  store = opened.store
})
afterAll(() => opened.close())

/** Adds a datacenter with its log row and answers its id. */
const addDatacenter = (name: string) =>
  store.inventory.write(async ({ db, record, nextId }) => {
    const datacenter = await db.datacenter.create({ data: { id: await nextId('datacenter'), name } })
    record({ kind: 'Datacenter', id: datacenter.id, operation: 'ADDED', object: datacenter })
    return datacenter.id
  })

test('ids have vCenter’s form and are never given out twice', async () => {
  const ids = await store.inventory.write(async ({ nextId }) => [
    await nextId('datacenter'),
    await nextId('cluster'),
    await nextId('host'),
    await nextId('host'),
    await nextId('datastore'),
    await nextId('network'),
    await nextId('vm'),
    await nextId('namespace'),
    await nextId('resource-pool'),
    await nextId('task'),
  ])
  expect(ids.map((id) => id.replace(/\d+$/, 'N'))).toEqual([
    'datacenter-N',
    'domain-cN',
    'host-N',
    'host-N',
    'datastore-N',
    'network-N',
    'vm-N',
    'namespace-N',
    'resgroup-N',
    'task-N',
  ])
  expect(new Set(ids).size).toBe(ids.length)
})

test('a user and a group hold a role once', async () => {
  const [user, group, role] = await store.inventory.write(({ db }) =>
    Promise.all([
      db.user.create({ data: { name: 'holder' } }),
      db.group.create({ data: { name: 'holders' } }),
      db.role.create({ data: { id: 'held', name: 'held', privileges: [] } }),
    ]),
  )
  for (const holder of [{ userId: user.id }, { groupId: group.id }]) {
    const grant = () => store.inventory.write(({ db }) => db.permission.create({ data: { roleId: role.id, ...holder } }))
    await grant()
    await expect(grant()).rejects.toMatchObject({ reason: 'AlreadyExists' })
  }
})

test('an event names a task that is there, and outlives it', async () => {
  const target = { targetKind: 'Host', targetId: 'host-1', targetName: 'esx' }
  const about = (taskId: string) => ({ ...target, type: 't', severity: 'INFO' as const, message: 'm', taskId })
  await expect(store.inventory.write(({ db }) => db.event.create({ data: about('task-0') }))).rejects.toMatchObject({
    reason: 'Conflict',
  })
  const made = await store.inventory.write(async ({ db }) => {
    const { id } = await db.task.create({ data: { ...target, id: 'task-here', name: 'n', initiator: 'i' } })
    return db.event.create({ data: about(id) })
  })
  await store.inventory.write(({ db }) => db.task.delete({ where: { id: 'task-here' } }))
  expect(await store.inventory.read.event.findUniqueOrThrow({ where: { id: made.id } })).toMatchObject({ taskId: null })
})

test('a write is a row, a row of the log that followers get, and nothing when it throws', async () => {
  const before = await store.objects.revision('inventory')
  const changes: Change[] = []
  const subscription = await store.feed.follow({
    api: 'inventory',
    after: before,
    kinds: ['Datacenter'],
    onChanges: (more) => void changes.push(...more),
    onClose: () => {},
  })
  const failed = store.inventory.write(async ({ db, record, nextId, audit }) => {
    const datacenter = await db.datacenter.create({ data: { id: await nextId('datacenter'), name: 'half' } })
    record({ kind: 'Datacenter', id: datacenter.id, operation: 'ADDED', object: datacenter })
    await audit({ who: 'alice', from: '::1', action: 'datacenter.create', target: datacenter.id, outcome: 'ok' })
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  const id = await addDatacenter('whole')
  const revision = await store.objects.revision('inventory')
  expect(Number(revision)).toBe(Number(before) + 1)
  await store.feed.reached('inventory', revision)
  subscription.close()
  expect(changes.map(({ kind, name, operation, object }) => [kind, name, operation, object.name])).toEqual([
    ['Datacenter', id, 'ADDED', 'whole'],
  ])
  expect(await store.inventory.read.datacenter.findMany({ where: { name: { in: ['half', 'whole'] } } })).toMatchObject([
    { id, name: 'whole' },
  ])
  expect(await store.inventory.read.auditEntry.count()).toBe(0)
})

test('sizes beyond 2^31 and dates survive in the log', async () => {
  const after = await store.objects.revision('inventory')
  const at = new Date('2030-01-02T03:04:05.678Z')
  await store.inventory.write(async ({ record }) => {
    record({
      kind: 'Host',
      id: 'host-x',
      operation: 'MODIFIED',
      object: { memoryBytes: 549755813888n, huge: 2n ** 60n, lastSeenAt: at },
    })
  })
  const objects: unknown[] = []
  const options = {
    api: 'inventory',
    after,
    onChanges: (more: Change[]) => void objects.push(...more.map(({ object }) => object)),
  }
  const subscription = await store.feed.follow({ ...options, onClose: () => {} })
  await store.feed.reached('inventory', await store.objects.revision('inventory'))
  subscription.close()
  expect(objects).toEqual([{ memoryBytes: 549755813888, huge: '1152921504606846976', lastSeenAt: at.toISOString() }])
})

test('times are kept as UTC, by Prisma and by the database itself', async () => {
  const id = await addDatacenter('clock')
  const { createdAt } = await store.inventory.read.datacenter.findUniqueOrThrow({ where: { id } })
  expect(Math.abs(Date.now() - createdAt.getTime())).toBeLessThan(60_000)
})

test('the audit log keeps what was before and after, big numbers included', async () => {
  const entry = { who: 'alice', from: '::1', action: 'host.update', target: 'host-1', outcome: 'ok' as const }
  await store.inventory.write(({ audit }) => audit({ ...entry, before: { memoryBytes: 1n }, after: { memoryBytes: 2n } }))
  const [kept] = await store.inventory.read.auditEntry.findMany({ where: { action: 'host.update' } })
  expect(kept).toMatchObject({ ...entry, before: { memoryBytes: 1 }, after: { memoryBytes: 2 }, message: '' })
})

describe('what the database refuses is said in words', () => {
  test('a name that is taken', async () => {
    await addDatacenter('taken')
    await expect(addDatacenter('taken')).rejects.toMatchObject({
      reason: 'AlreadyExists',
      message: 'A Datacenter with the same name already exists: choose another.',
    })
  })

  test('a reference to what does not exist', async () => {
    const write = store.inventory.write(({ db }) =>
      db.cluster.create({ data: { id: 'domain-c999', name: 'c', datacenterId: 'datacenter-999' } }),
    )
    await expect(write).rejects.toMatchObject({ reason: 'Conflict' })
  })

  test('removing what is still used', async () => {
    const id = await addDatacenter('used')
    await store.inventory.write(({ db }) => db.cluster.create({ data: { id: 'domain-c998', name: 'c', datacenterId: id } }))
    await expect(store.inventory.write(({ db }) => db.datacenter.delete({ where: { id } }))).rejects.toMatchObject({
      reason: 'Conflict',
    })
  })

  test('changing what is gone', async () => {
    const write = store.inventory.write(({ db }) =>
      db.datacenter.update({ where: { id: 'datacenter-999' }, data: { name: 'x' } }),
    )
    await expect(write).rejects.toMatchObject({ reason: 'NotFound' })
  })

  test('a value that breaks a rule', async () => {
    const id = await addDatacenter('rules')
    const data = { id: 'datastore-999', name: 'd', datacenterId: id, type: 'VMFS', capacityBytes: 1n, freeBytes: 2n }
    await expect(store.inventory.write(({ db }) => db.datastore.create({ data }))).rejects.toMatchObject({ reason: 'Invalid' })
  })
})

test('many writers at once give gapless revisions', async () => {
  const before = Number(await store.objects.revision('inventory'))
  await Promise.all(Array.from({ length: 30 }, (_, i) => addDatacenter(`many-${i}`)))
  expect(Number(await store.objects.revision('inventory'))).toBe(before + 30)
})

test('relations that are read in a transaction go over its connection one after another, as pg wants it', async () => {
  const id = await addDatacenter('With relations')
  const warn = vi.spyOn(process, 'emitWarning')
  const found = await store.inventory.write(({ db }) =>
    db.datacenter.findUnique({
      where: { id },
      include: { clusters: true, datastores: true, networks: { include: { pools: true } } },
    }),
  )
  expect(found).toMatchObject({ clusters: [], datastores: [], networks: [] })
  expect(warn).not.toHaveBeenCalled()
  warn.mockRestore()
})
