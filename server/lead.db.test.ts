import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Pod } from '#domain/kube/pod.ts'
import { systemUser } from '#domain/user.ts'
import type { ResourceClient } from './resources/resources.ts'
import { type TestDatabase, testDatabase } from './store/testing/database.ts'
import { type Bindings, followBindings } from './testing/bindings.ts'
import { createPod, podsNamed } from './testing/pods.ts'
import { answers, type LabProcess, PATIENT, type RunningLab, runningLab } from './testing/running-lab.ts'

const TEST_MS = 240_000
let database: TestDatabase
let lab: RunningLab
let api: string
let client: ResourceClient
let bindings: Bindings
let first: LabProcess
let second: LabProcess
let hosts: LabProcess

beforeAll(async () => {
  database = await testDatabase()
  const started = await runningLab({ databaseUrl: database.url, hosts: 3 })
  lab = started
  first = started.first
  hosts = await lab.startHosts()
  api = await lab.supervisor()
  second = await lab.startControlPlane('second')
  client = lab.plane.resources.as(systemUser('test'), api)
  bindings = await followBindings(lab.plane.store.feed, api, await lab.plane.store.objects.revision(api))
}, TEST_MS)
afterAll(async () => {
  await lab?.close()
  await database?.drop()
})

const leadersOfBoth = async () => [...(await lab.leaders(api)), ...(await lab.leaders('hemisphere/inventory'))]

const allBound = async (prefix: string, count: number) => {
  await vi.waitUntil(async () => (await podsNamed(client, prefix)).filter(({ spec }) => spec.nodeName).length === count, PATIENT)
}

/** What must be true of the pods after any take-over: each is there, and was given one host once. */
const expectEachBoundOnce = async (created: Pod[], prefix: string) => {
  const pods = await podsNamed(client, prefix)
  expect(pods.map(({ metadata }) => metadata.uid).sort()).toEqual(created.map(({ metadata }) => metadata.uid).sort())
  await vi.waitUntil(() => pods.every(({ metadata }) => bindings.hostsOf(metadata.uid ?? '').length > 0), PATIENT)
  expect(bindings.boundTwice()).toEqual([])
  for (const { metadata, spec } of pods) expect(bindings.hostsOf(metadata.uid ?? '')).toEqual([spec.nodeName])
}

const create = (prefix: string, from: number, to: number): Promise<Pod[]> =>
  Promise.all(Array.from({ length: to - from }, (_, index) => createPod(client, `${prefix}-${from + index}`)))

test(
  'of two control planes one leads; when it is killed, the other binds what waits',
  async () => {
    expect(await leadersOfBoth()).toEqual(['first', 'first'])
    const epoch = await lab.epoch(api)

    const created = await create('killed', 0, 40)
    const more = create('killed', 40, 80)
    await vi.waitUntil(async () => (await podsNamed(client, 'killed')).some(({ spec }) => spec.nodeName), PATIENT)
    lab.front.leadTo(second.apiPort)
    await first.signal('SIGKILL')
    created.push(...(await more), ...(await create('killed', 80, 100)))

    await vi.waitUntil(async () => (await leadersOfBoth()).join() === 'second,second', PATIENT)
    await allBound('killed', 100)
    await expectEachBoundOnce(created, 'killed')
    expect(await lab.epoch(api)).toBe(epoch + 1)
  },
  TEST_MS,
)

test(
  'a leader that is stopped is replaced; when it wakes up it can write nothing',
  async () => {
    const third = await lab.startControlPlane('third')
    expect(await leadersOfBoth()).toEqual(['second', 'second'])
    const epoch = await lab.epoch(api)

    const created = await create('stopped', 0, 40)
    const more = create('stopped', 40, 100)
    await vi.waitUntil(async () => (await podsNamed(client, 'stopped')).some(({ spec }) => spec.nodeName), PATIENT)
    lab.front.leadTo(third.apiPort)
    await second.signal('SIGSTOP')
    created.push(...(await more))
    await vi.waitUntil(async () => (await leadersOfBoth()).join() === 'third,third', PATIENT)
    await allBound('stopped', 100)

    await second.signal('SIGCONT')
    // It was in the middle of binding and goes on where it was, until it hears that it lost the lock.
    await vi.waitUntil(() => answers(second.apiPort), PATIENT)
    const late = await createPod(client, 'stopped-late')
    await allBound('stopped-', 101)
    await expectEachBoundOnce([...created, late], 'stopped-')
    expect(await leadersOfBoth()).toEqual(['third', 'third'])
    expect(await lab.epoch(api)).toBe(epoch + 1)

    const waiting = await createPod(client, 'fenced', { schedulerName: 'nobody' })
    const { name = '', namespace = '' } = waiting.metadata
    const [node] = (await client.list('nodes', {})).items
    await expect(client.bind({ namespace, name }, node?.metadata.name ?? '', { epoch })).rejects.toMatchObject({
      reason: 'Conflict',
      message: expect.stringContaining('another control plane has taken over'),
    })
    expect(bindings.hostsOf(waiting.metadata.uid ?? '')).toEqual([])

    // It is well again, and ready to take over in turn.
    lab.front.leadTo(second.apiPort)
    await third.signal('SIGKILL')
    await vi.waitUntil(async () => (await leadersOfBoth()).join() === 'second,second', PATIENT)
    await createPod(client, 'again')
    await allBound('again', 1)
  },
  TEST_MS,
)

test(
  'a leader that is stopped in the middle of a write to the inventory is refused when it wakes up',
  async () => {
    const fourth = await lab.startControlPlane('fourth')
    expect(await leadersOfBoth()).toEqual(['second', 'second'])
    const epoch = await lab.epoch('inventory')
    const { store } = lab.plane
    const [host] = await store.inventory.read.host.findMany({ orderBy: { name: 'asc' } })
    const silent = { where: { type: 'host.notResponding', targetId: host?.id ?? '' } }
    const before = await store.inventory.read.event.count(silent)

    // The leader finds a silent host and begins to say so; the row is changed, the event can't be added yet.
    const held = await lab.holdTable('Event')
    await hosts.signal('SIGSTOP')
    await store.inventory.write(({ db }) => db.host.update({ where: { id: host?.id ?? '' }, data: { lastSeenAt: new Date(0) } }))
    await vi.waitUntil(() => held.isAwaitedBy('second'), PATIENT)
    await second.signal('SIGSTOP')
    await held.release()
    await vi.waitUntil(async () => (await leadersOfBoth()).join() === 'fourth,fourth', PATIENT)
    expect(await lab.epoch('inventory')).toBe(epoch + 1)
    expect(await store.inventory.read.event.count(silent)).toBe(before)

    await second.signal('SIGCONT')
    await vi.waitUntil(() => second.output().includes('no longer the leader of the inventory'), PATIENT)
    // What it left undone is done by the other, once.
    await vi.waitUntil(async () => (await store.inventory.read.event.count(silent)) > before, PATIENT)
    expect(await leadersOfBoth()).toEqual(['fourth', 'fourth'])
    expect(await store.inventory.read.event.count(silent)).toBe(before + 1)

    lab.front.leadTo(fourth.apiPort)
    await hosts.signal('SIGCONT')
    const back = { type: 'host.responding', targetId: host?.id ?? '' }
    await vi.waitUntil(async () => (await store.inventory.read.event.count({ where: back })) > 0, PATIENT)
  },
  TEST_MS,
)
