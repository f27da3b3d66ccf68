import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Clock, systemClock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { systemUser } from '#domain/user.ts'
import { type HostIdentity, readIdentity } from '#spherelet/identity.ts'
import { type Simulator, startSimulator } from '#spherelet/simulator.ts'
import { SupervisorClient } from '#spherelet/supervisor-client.ts'
import { openApiPort } from './api-port.ts'
import { bootstrapObjects } from './controllers/supervisor/bootstrap-objects.ts'
import type { Listener } from './kube-api/listen.ts'
import type { ResourceClient } from './resources/resources.ts'
import { openPlane, type TestPlane } from './testing/open-plane.ts'
import { PATIENT } from './testing/running-lab.ts'

const DAY = 86_400_000
const NODE = 'esx-01.lab.local'
const OTHER = 'esx-02.lab.local'

/** Something that a host is told of: it looks up from its long poll. */
const MACHINE = {
  role: 'SUPERVISOR_CONTROL_PLANE',
  supervisorId: 'sup-1',
  cpuCount: 1,
  memoryMiB: 1024,
  address: '10.0.0.1',
} as const

const POD_RANGE = '10.50.0.0/23'

let lab: TestPlane
let listener: Listener
let simulator: Simulator
let kube: ResourceClient
let folder: string
/** Stands 340 days back, so that certificates of today are due for renewal, until a test moves it on. */
let behind = 340 * DAY
const clock: Clock = { ...systemClock, now: () => new Date(Date.now() - behind) }
const clients: SupervisorClient[] = []

beforeAll(async () => {
  lab = await openPlane({ clock })
  const { plane } = lab
  const [datacenter] = await plane.inventory.as(systemUser('test')).datacenters()
  await plane.store.inventory.write(({ db }) =>
    db.network.create({ data: { id: 'net', name: 'net', kind: 'WORKLOAD', datacenterId: datacenter?.id ?? '' } }),
  )
  const workloadNetwork = { networkId: 'net', podCidr: POD_RANGE }
  const api = await lab.addSupervisor('sup-1', 'sup-1', new Date(), { workloadNetwork })
  kube = lab.kube(api)
  const about = { id: 'sup-1', name: 'sup-1', clusterId: 'cluster-of-sup-1', version: 'v0' }
  for (const [resource, object] of bootstrapObjects(about)) await kube.create(resource, object)
  await kube.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
  listener = await openApiPort({ ...plane, settings: { ...plane.settings, apiPort: 0 } })
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-hosts-'))
  const { token } = await plane.inventory.as(systemUser('test')).createJoinToken('cluster-of-sup-1')
  simulator = await startSimulator({
    url: `https://127.0.0.1:${listener.port}`,
    authority: plane.authority.certificate,
    folder,
    clusters: [{ token, hosts: 2 }],
    clock,
    log: () => undefined,
  })
  await plane.systemAt(0).ensureSpherelets('sup-1')
  await vi.waitUntil(async () => (await kube.list('nodes')).items.length === 2, PATIENT)
}, 120_000)
afterAll(async () => {
  for (const client of clients) client.close()
  await simulator?.stop()
  await listener?.close()
  await lab?.close()
  rmSync(folder, { recursive: true, force: true })
})

const identityOf = (host: string) => readIdentity(path.join(folder, host)) as HostIdentity

/** Speaks as the holder of that identity. */
const as = ({ authority, key, certificate }: HostIdentity): SupervisorClient => {
  const client = new SupervisorClient({ url: `https://127.0.0.1:${listener.port}`, authority, key, certificate })
  clients.push(client)
  return client
}

const rows = () => lab.plane.store.inventory.read.host.findMany({ orderBy: { name: 'asc' } })
const podNow = async () => (await kube.get('pods', { namespace: 'team', name: 'web' })) as Pod

test('what a host writes in the name of another is refused over its own connection, each with its reason', async () => {
  const mine = as(identityOf(NODE))
  const base = '/supervisors/sup-1'
  const lease = `${base}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases`
  await kube.create('pods', makePod({ namespace: 'team', name: 'elsewhere', node: OTHER }))
  const merge = 'application/merge-patch+json'
  const cases: [method: string, path: string, body: unknown, type: string, why: string][] = [
    ['PATCH', `${base}/api/v1/nodes/${OTHER}/status`, { status: {} }, merge, `is not allowed to modify node "${OTHER}"`],
    ['PATCH', `${base}/api/v1/nodes/${OTHER}`, { metadata: { labels: { a: 'b' } } }, merge, 'is not allowed to modify node'],
    ['DELETE', `${base}/api/v1/nodes/${OTHER}`, undefined, merge, 'cannot delete resource "nodes"'],
    ['PATCH', `${lease}/${OTHER}`, { spec: { holderIdentity: NODE } }, merge, 'can only change the lease of its own name'],
    ['DELETE', `${lease}/${OTHER}`, undefined, merge, 'can only change the lease of its own name'],
    [
      'PATCH',
      `${base}/api/v1/namespaces/team/pods/elsewhere/status`,
      { status: { phase: 'Failed' } },
      merge,
      'can only update pod status for pods with spec.nodeName set to itself',
    ],
    [
      'DELETE',
      `${base}/api/v1/namespaces/team/pods/elsewhere`,
      undefined,
      merge,
      'can only delete pods with spec.nodeName set to itself',
    ],
  ]
  for (const [method, target, body, type, why] of cases) {
    const refused = mine.send(method, target, body, type)
    await expect(refused, `${method} ${target}`).rejects.toMatchObject({
      reason: 'Forbidden',
      message: expect.stringContaining(why),
    })
  }
})

test('a node takes no pods while there is no part of the pod range for it, and says so as soon as there is', async () => {
  const nodes = async () =>
    (await kube.list('nodes')).items.map(({ spec, status }) => [spec?.podCIDR, status?.capacity?.pods, status?.allocatable?.pods])
  expect(await nodes()).toEqual(Array(2).fill([undefined, '0', '0']))
  const { store } = lab.plane
  await store.inventory.write(({ db }) =>
    db.ipPool.create({ data: { name: 'pods', networkId: 'net', purpose: 'POD', cidr: POD_RANGE } }),
  )
  await lab.plane.systemAt(0).ensureSpherelets('sup-1')
  await vi.waitUntil(async () => (await nodes()).every(([podCidr, ...pods]) => podCidr && !pods.includes('0')), PATIENT)
  expect(await nodes()).toEqual([
    ['10.50.0.0/24', '110', '110'],
    ['10.50.1.0/24', '110', '110'],
  ])
})

test('a host is nobody in the API of another Supervisor', async () => {
  const other = lab.kube(await lab.addSupervisor('sup-2'))
  for (const [resource, object] of bootstrapObjects({ id: 'sup-2', name: 'sup-2', clusterId: 'c', version: 'v0' }))
    await other.create(resource, object)
  const mine = as(identityOf(NODE))
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: NODE } }
  for (const asked of [
    mine.send('POST', '/supervisors/sup-2/api/v1/nodes', node),
    mine.send('GET', '/supervisors/sup-2/api/v1/secrets'),
  ]) {
    await expect(asked).rejects.toMatchObject({
      reason: 'Forbidden',
      message: expect.stringContaining('is in a cluster that is not this Supervisor'),
    })
  }
  expect((await other.list('nodes')).items).toEqual([])
})

test('hosts renew their certificates in time and go over to them; their pods and their watch run on', async () => {
  await kube.create('pods', makePod({ namespace: 'team', name: 'web', node: NODE }))
  await vi.waitUntil(async () => (await podNow()).status?.phase === 'Running', PATIENT)
  expect((await podNow()).status?.podIP).toMatch(/^10\.50\.0\.\d+$/)
  const pod = (await podNow()).status?.containerStatuses?.[0]
  const before = await rows()
  expect(before[0]?.keyThumbprint).toBe(before[1]?.keyThumbprint)
  const old = identityOf(NODE)

  behind = 0
  for (const { id: hostId, name } of before) {
    const machine = await lab.plane.systemAt(0).createVirtualMachine({ ...MACHINE, name: `vm on ${name}`, hostId })
    await lab.plane.systemAt(0).setPowerState(machine, 'POWERED_ON')
  }
  // Renewed, and the new keys heard from: only then the old one is forgotten.
  await vi.waitUntil(async () => {
    const now = await rows()
    return now.every((row, index) => {
      const was = before[index]
      return (
        row.certificateSerial !== was?.certificateSerial && row.keyThumbprint !== was?.keyThumbprint && !row.previousKeyThumbprint
      )
    })
  }, PATIENT)
  const after = await rows()
  expect(after[0]?.keyThumbprint).toBe(after[1]?.keyThumbprint)
  expect(after.map(({ id, connectionState }) => [id, connectionState])).toEqual(before.map(({ id }) => [id, 'CONNECTED']))

  await vi.waitUntil(
    () =>
      as(old)
        .send('GET', '/hosts/self')
        .then(
          () => false,
          (error) => hasReason(error, 'Unauthorized'),
        ),
    PATIENT,
  )
  expect(await as(identityOf(NODE)).send('GET', '/hosts/self')).toMatchObject({ hostId: after[0]?.id, connection: 'CONNECTED' })

  expect((await podNow()).status?.containerStatuses?.[0]).toMatchObject({ containerID: pod?.containerID, restartCount: 0 })
  // The watch was opened with the old certificate: what happens now is heard all the same, and answered with the new one.
  await kube.delete('pods', { namespace: 'team', name: 'web' }, { gracePeriodSeconds: 1 })
  await vi.waitUntil(
    () =>
      podNow().then(
        () => false,
        (error) => hasReason(error, 'NotFound'),
      ),
    PATIENT,
  )
  expect(readFileSync(path.join(folder, NODE, 'identity.json'), 'utf8')).not.toContain(old.key)
}, 180_000)
