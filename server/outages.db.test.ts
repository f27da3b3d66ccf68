import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Pod } from '#domain/kube/pod.ts'
import type { Lease } from '#domain/kube/workloads.ts'
import { systemUser } from '#domain/user.ts'
import { PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import type { ResourceClient } from './resources/resources.ts'
import { type OwnServer, ownServer } from './store/testing/own-server.ts'
import { type Bindings, followBindings } from './testing/bindings.ts'
import { createPod, podsNamed } from './testing/pods.ts'
import { answers, type LabProcess, PATIENT, type RunningLab, runningLab } from './testing/running-lab.ts'

const TEST_MS = 240_000
let server: OwnServer
let lab: RunningLab
let plane: LabProcess
let hosts: LabProcess
let api: string
let client: ResourceClient
let bindings: Bindings

beforeAll(async () => {
  server = await ownServer()
  const url = new URL(server.url)
  url.pathname = '/outages'
  const started = await runningLab({ databaseUrl: url.href, hosts: 3 })
  lab = started
  plane = started.first
  hosts = await lab.startHosts()
  api = await lab.supervisor()
  client = lab.plane.resources.as(systemUser('test'), api)
  bindings = await followBindings(lab.plane.store.feed, api, await lab.plane.store.objects.revision(api))
}, TEST_MS)
afterAll(async () => {
  await lab?.close()
  await server?.stop()
})

const allRunning = (prefix: string, count: number): Promise<Pod[]> =>
  vi.waitUntil(async () => {
    const pods = await podsNamed(client, prefix)
    return pods.length === count && pods.every(({ status }) => status?.phase === 'Running') && pods
  }, PATIENT)

/** The uids of the pods that each host has on its disk. */
const podsOnDisk = (): Map<string, string[]> => {
  const folder = path.join(lab.dataDir, 'hosts')
  const read = (host: string): { spec: { uid: string } }[] => {
    const file = path.join(folder, host, 'pods.json')
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  }
  return new Map(readdirSync(folder).map((host) => [host, read(host).map(({ spec }) => spec.uid)]))
}

/** What must not change when only the Spherelet dies. */
const identityOf = ({ metadata, spec, status }: Pod) => ({
  uid: metadata.uid,
  host: spec.nodeName,
  ip: status?.podIP,
  containers: status?.containerStatuses?.map(({ containerID, restartCount, state }) => ({ containerID, restartCount, state })),
})

test(
  'a Spherelet that is killed finds its pods again: same pods, same containers, same restart counts',
  async () => {
    for (let index = 0; index < 12; index++) await createPod(client, `kept-${index}`)
    // One that has been restarted before: its count must not begin anew.
    const failing = { name: 'main', image: 'busybox', command: ['sh', '-c', 'sleep 1; exit 3'] }
    await createPod(client, 'failing', { containers: [failing] })
    const before = await allRunning('kept-', 12)
    const restarts = async () => (await podsNamed(client, 'failing'))[0]?.status?.containerStatuses?.[0]?.restartCount ?? 0
    await vi.waitUntil(async () => (await restarts()) > 0, PATIENT)
    // What a host knows is on its disk a moment later; a kill before that is a kill before the container started.
    const uids = before.map(({ metadata }) => metadata.uid)
    await vi.waitUntil(() => uids.every((uid) => [...podsOnDisk().values()].some((each) => each.includes(uid ?? ''))), PATIENT)

    await hosts.signal('SIGKILL')
    const counted = await restarts()
    const killedAt = Date.now()
    hosts = await lab.startHosts()
    await vi.waitUntil(async () => {
      const leases = (await client.list('leases.coordination.k8s.io', { namespace: 'kube-node-lease' })).items as Lease[]
      return leases.length === 3 && leases.every(({ spec }) => Date.parse(spec?.renewTime ?? '') > killedAt)
    }, PATIENT)
    await createPod(client, 'after-restart')
    await allRunning('after-restart', 1)
    // It goes on where it was, so the next restart is one more.
    await vi.waitUntil(async () => (await restarts()) > counted, PATIENT)

    const after = await allRunning('kept-', 12)
    expect(after.map(identityOf)).toEqual(before.map(identityOf))
    expect(bindings.boundTwice()).toEqual([])
    const onDisk = [...podsOnDisk().values()].flat()
    expect(new Set(onDisk).size).toBe(onDisk.length)
  },
  TEST_MS,
)

test(
  'a database that is killed under load loses nothing acknowledged, and everything goes on by itself',
  async () => {
    const acknowledged: Pod[] = []
    const refused: unknown[] = []
    let isWriting = true
    const writer = async (number: number) => {
      for (let index = 0; isWriting; index++) {
        try {
          acknowledged.push(await createPod(client, `crash-${number}-${index}`))
        } catch (error) {
          refused.push(error)
          await vi.waitUntil(
            () =>
              lab.plane.store.ping().then(
                () => true,
                () => false,
              ),
            PATIENT,
          )
        }
      }
    }
    const writers = Array.from({ length: 4 }, (_, number) => writer(number))
    await vi.waitUntil(() => acknowledged.length > 30, PATIENT)
    await server.crash()
    const before = acknowledged.length
    await vi.waitUntil(() => acknowledged.length > before + 10, PATIENT)
    isWriting = false
    await Promise.all(writers)
    for (const error of refused) expect(error).toMatchObject({ reason: 'ServiceUnavailable' })

    await vi.waitUntil(async () => (await lab.leaders(api).catch(() => [])).length === 1, PATIENT)
    await vi.waitUntil(async () => (await lab.leaders('hemisphere/inventory').catch(() => [])).length === 1, PATIENT)
    await vi.waitUntil(() => answers(plane.apiPort), PATIENT)
    const uids = new Set((await podsNamed(client, 'crash-')).map(({ metadata }) => metadata.uid))
    expect(acknowledged.filter(({ metadata }) => !uids.has(metadata.uid))).toEqual([])
    const late = await createPod(client, 'late')
    await vi.waitUntil(async () => (await podsNamed(client, 'crash-')).every(({ spec }) => spec.nodeName), PATIENT)
    await allRunning('late', 1)
    await vi.waitUntil(() => bindings.hostsOf(late.metadata.uid ?? '').length === 1, PATIENT)
    expect(bindings.boundTwice()).toEqual([])

    // The inventory's controllers are at work again as well.
    const door = lab.plane.inventory.as(systemUser('test'))
    const { id } = await door.createNamespace({
      ...PLAIN_NAMESPACE,
      name: 'after-crash',
      supervisorId: api.replace('supervisor:', ''),
    })
    await vi.waitUntil(async () => (await door.namespace(id)).configStatus === 'RUNNING', PATIENT)
  },
  TEST_MS,
)
