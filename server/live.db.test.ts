import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { StatusError } from '#domain/errors.ts'
import type { LiveBatch, LiveChange, LiveTopics } from '#domain/live.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { systemUser, type User } from '#domain/user.ts'
import { type AccessEntry, PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import { makeUser } from './auth/testing/make-user.ts'
import type { Inventory } from './inventory/inventory.ts'
import { createLive } from './live.ts'
import { openPlane, type TestPlane } from './testing/open-plane.ts'

const WAIT = { timeout: 30_000, interval: 20 }
let opened: TestPlane
let api: string
let administrator: User
const tabs: AbortController[] = []

beforeAll(async () => {
  opened = await openPlane()
  api = await opened.addSupervisor('sup-1')
  administrator = opened.person('admin', ['*'])
  for (const name of ['default', 'team'])
    await opened.kube(api).create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
})
afterAll(async () => {
  for (const tab of tabs) tab.abort()
  await opened?.close()
})

/** A browser tab and everything it heard. */
const openTab = async (user: User, topics: LiveTopics = {}, live = opened.plane.live) => {
  const tab = new AbortController()
  tabs.push(tab)
  const batches: LiveBatch[] = []
  await live({ user, topics, signal: tab.signal, send: (batch) => void batches.push(batch) })
  const heard = (): LiveChange[] => batches.flatMap(({ changes }) => changes)
  return {
    batches,
    heard,
    close: () => tab.abort(),
    hears: (change: Partial<LiveChange>) =>
      vi.waitFor(() => expect(heard()).toContainEqual(expect.objectContaining(change)), WAIT),
  }
}

const changeInventory = async (name: string) =>
  (await opened.plane.inventory.as(systemUser('test')).createDatacenter({ name })).id

const createPod = (name: string, namespace: string) => {
  const { metadata: _metadata, status: _status, ...pod } = makePod({ name })
  return opened.kube(api).create('pods', { ...pod, metadata: { name, namespace } })
}

test('a tab hears of the inventory, and of the objects it looks at', async () => {
  const tab = await openTab(administrator, { api, namespace: 'team', resources: ['pods'] })
  const id = await changeInventory('heard')
  await createPod('elsewhere', 'default')
  await createPod('heard', 'team')
  await tab.hears({ api: 'inventory', kind: 'Datacenter', name: id, operation: 'ADDED' })
  await tab.hears({ api, kind: 'pods', namespace: 'team', name: 'heard', operation: 'ADDED' })
  expect(tab.heard().map(({ name }) => name)).not.toContain('elsewhere')
  // Lists of tasks are made of the row alone.
  await tab.hears({ kind: 'Task', row: expect.objectContaining({ name: 'Create datacenter', targetName: 'heard' }) })
  for (const { row } of tab.heard().filter(({ kind }) => kind !== 'Task')) expect(row).toBeUndefined()
})

test('many changes of one object within a moment are one, the latest', async () => {
  const tab = await openTab(administrator, { api, resources: ['configmaps'] })
  const client = opened.kube(api)
  const metadata = { name: 'busy', namespace: 'default' }
  await client.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { n: '0' } })
  for (let n = 1; n <= 30; n++) await client.patch('configmaps', metadata, { type: 'merge', body: { data: { n: String(n) } } })
  const { resourceVersion: revision } = (await client.get('configmaps', metadata)).metadata
  await tab.hears({ kind: 'configmaps', name: 'busy', ...(revision ? { revision } : {}) })
  for (const { changes } of tab.batches) expect(changes.filter(({ name }) => name === 'busy').length).toBeLessThanOrEqual(1)
})

test('whoever may not see the inventory hears only that something about their own namespaces changed', async () => {
  const door = opened.plane.inventory.as(systemUser('test'))
  const person = await makeUser(opened.plane.store.inventory, { name: 'alice' })
  const alices = { subjectType: 'USER' as const, subject: 'alice', domain: 'vsphere.local', role: 'EDIT' as const }
  const make = async (name: string, access: AccessEntry[]) =>
    (await door.createNamespace({ ...PLAIN_NAMESPACE, name, supervisorId: 'sup-1', access })).id
  const describe = (id: string, description: string) => door.updateNamespace(id, { description })
  const [before, foreign] = [await make('before', [alices]), await make('foreign', [])]
  const [alice, watcher] = [await openTab(person), await openTab(administrator)]
  const heardBy = ({ heard }: typeof alice) => [...new Set(heard().map(({ kind, name }) => `${kind} ${name}`))]

  await changeInventory('hidden')
  await describe(foreign, 'not hers')
  const later = await make('later', [alices])
  await alice.hears({ kind: 'Namespace', name: later, operation: 'ADDED' })
  await door.removeAccess(before, alices)
  await alice.hears({ kind: 'Namespace', name: before })
  const heard = alice.heard().length
  await describe(before, 'not hers any more')
  await door.setAccess(foreign, alices)
  await alice.hears({ kind: 'Namespace', name: foreign })
  await watcher.hears({ kind: 'Namespace', name: foreign })
  expect(
    alice
      .heard()
      .slice(heard)
      .map(({ name }) => name),
  ).toEqual([foreign])
  expect(heardBy(alice).sort()).toEqual([before, foreign, later].map((id) => `Namespace ${id}`).sort())
  expect(JSON.stringify(alice.batches)).not.toContain('hers')
})

test('what a user may not list is left out, and everything else is live all the same', async () => {
  const reader = opened.person('reader', ['System.Read'])
  const tab = await openTab(reader, { api, resources: ['secrets', 'pods'] })
  await createPod('unheard', 'default')
  await opened
    .kube(api)
    .create('secrets', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'unheard', namespace: 'default' } })
  const id = await changeInventory('after-unheard')
  await tab.hears({ kind: 'Datacenter', name: id })
  expect(tab.heard().filter(({ api: of }) => of === api)).toEqual([])
})

test('a tab that fell behind is told to read again, once it follows again; a database that is away is waited for', async () => {
  const { plane } = opened
  const closes: ((why: 'behind' | 'stopped') => void)[] = []
  let refusals = 1
  const inventory: Inventory = {
    ...plane.inventory,
    follow: (options) => {
      if (closes.length && refusals-- > 0) throw new StatusError('ServiceUnavailable', 'away')
      closes.push(options.onClose)
      return plane.inventory.follow(options)
    },
  }
  const tab = await openTab(administrator, {}, createLive({ inventory, resources: plane.resources, clock: plane.clock }))
  closes[0]?.('behind')
  await vi.waitFor(() => expect(tab.batches).toContainEqual({ changes: [], reset: true }), WAIT)
  expect(closes).toHaveLength(2)
  const id = await changeInventory('after-behind')
  await tab.hears({ kind: 'Datacenter', name: id })
})

test('a tab that is closed hears nothing more', async () => {
  const [closed, open] = [await openTab(administrator), await openTab(administrator)]
  closed.close()
  const before = closed.batches.length
  const id = await changeInventory('after-close')
  await open.hears({ name: id })
  expect(closed.batches.length).toBe(before)
})
