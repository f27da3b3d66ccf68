import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { Agent } from './agent.ts'
import { PodWatch } from './pod-watch.ts'
import { RequestGate } from './request-gate.ts'
import { createSimulatedRuntime } from './runtimes/simulated.ts'
import { simulatedHost } from './simulated-hosts.ts'
import { SupervisorClient } from './supervisor-client.ts'
import { type FakeSupervisor, fakeSupervisor } from './testing/fake-supervisor.ts'

const hardware = simulatedHost(1, 1, new Date('2026-11-23T08:00:00Z'))
const HOST = hardware.name
const POD = '/api/v1/namespaces/default/pods/web'
const OTHER = '/api/v1/namespaces/default/pods/other'

let api: FakeSupervisor
let folder: string
const running: (() => Promise<void>)[] = []

beforeEach(async () => {
  api = await fakeSupervisor()
  folder = mkdtempSync(path.join(tmpdir(), 'host-pods-'))
})
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A host's agent with its watch, as the process that runs it has them; `stop` leaves its pods behind. */
const start = async () => {
  const client = new SupervisorClient({ url: api.url, authority: api.authority })
  const runtime = createSimulatedRuntime({ clock: systemClock, folder, podCidr: () => '10.244.1.0/24', slowness: () => 1 })
  const reserved = { cpuMillis: 0, memoryBytes: 0 }
  const facts = {
    hardware,
    hostId: 'host-1',
    podCidr: '10.244.1.0/24',
    sphereletUrl: 'https://127.0.0.1:1',
    sphereletPort: 1,
    runtimeVersion: '1',
    runtimeNote: '',
    reserved,
  }
  const agent = new Agent({
    client,
    apiPath: '',
    clock: systemClock,
    runtime,
    facts,
    gate: new RequestGate(),
    alive: () => true,
    log: () => undefined,
  })
  await agent.start()
  const watch = new PodWatch(client, '', systemClock)
  watch.add(HOST, agent)
  const watching = watch.run()
  let isOver = false
  const stop = async () => {
    if (isOver) return
    isOver = true
    watch.stop()
    agent.stop()
    await runtime.close()
    client.close()
    await watching
  }
  running.push(stop)
  return { agent, stop }
}

const stored = (at = POD) => api.get(at) as Pod | undefined
const bound = (name = 'web') => makePod({ name, node: HOST, requests: { cpu: '100m', memory: '64Mi' } })
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
const isReady = (at = POD) =>
  expect(stored(at)?.status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'True' })
const asked = (what: string) => api.requests.filter((each) => each === what).length

test('a node that was there before is brought up to date', async () => {
  api.put(`/api/v1/nodes/${HOST}`, { apiVersion: 'v1', kind: 'Node', metadata: { name: HOST, labels: { team: 'a' } } })
  await start()
  const node = api.get(`/api/v1/nodes/${HOST}`)
  expect(node?.metadata.labels).toMatchObject({ team: 'a', 'kubernetes.io/hostname': HOST })
  expect(node?.status?.capacity).toBeDefined()
})

test('a bound pod runs, and the host does not answer its own words when they come back late', async () => {
  await start()
  api.put(POD, bound())
  await until(() => isReady())
  const pod = stored() as Pod
  const said = asked(`PATCH ${POD}/status`)
  // As when the API is busy: what the host said long ago arrives again and again.
  for (let times = 0; times < 5; times++)
    api.put(POD, { ...pod, status: { ...pod.status, phase: 'Pending', conditions: [] } } as Pod)
  api.put(OTHER, bound('other'))
  await until(() => isReady(OTHER))
  expect(asked(`PATCH ${POD}/status`)).toBe(said)
})

test('a restarted agent finds its pods again; one that was deleted meanwhile ends', async () => {
  const first = await start()
  api.put(POD, bound())
  api.put(OTHER, bound('other'))
  await until(() => isReady())
  await until(() => isReady(OTHER))
  const id = stored()?.status?.containerStatuses?.[0]?.containerID
  await first.stop()
  api.remove(OTHER)
  const { agent } = await start()
  await until(() =>
    expect(agent.worker('default', 'web')?.handle?.containers()[0]).toMatchObject({ id, attempt: 0, state: 'running' }),
  )
  expect(agent.worker('default', 'other')).toBeUndefined()
  expect(stored()?.status?.containerStatuses?.[0]).toMatchObject({ containerID: id, restartCount: 0 })
})

test('a lost watch is taken up again, and a deleted pod goes with its object', async () => {
  const { agent } = await start()
  api.put(POD, bound())
  await until(() => isReady())
  const before = asked('GET /api/v1/pods')
  api.cut()
  await until(() => expect(asked('GET /api/v1/pods')).toBeGreaterThan(before))
  const pod = stored() as Pod
  api.put(POD, {
    ...pod,
    metadata: { ...pod.metadata, deletionTimestamp: new Date().toISOString(), deletionGracePeriodSeconds: 1 },
  })
  await until(() => expect(stored()).toBeUndefined())
  expect(agent.worker('default', 'web')).toBeUndefined()
})
