import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import type { Node } from '#domain/kube/node.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { Agent } from './agent.ts'
import { PodWatch } from './pod-watch.ts'
import { RequestGate } from './request-gate.ts'
import { createSimulatedRuntime } from './runtimes/simulated.ts'
import { SupervisorClient } from './supervisor-client.ts'
import { type FakeSupervisor, fakeSupervisor } from './testing/fake-supervisor.ts'
import { hostFacts } from './testing/host-facts.ts'

const { hardware } = hostFacts()
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
const start = async (reserved = { cpuMillis: 0, memoryBytes: 0 }) => {
  const client = new SupervisorClient({ url: api.url, authority: api.authority })
  const runtime = createSimulatedRuntime({ clock: systemClock, folder, podCidr: () => '10.244.1.0/24', slowness: () => 1 })
  const facts = hostFacts({ reserved })
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

const at = (name: string) => `/api/v1/namespaces/default/pods/${name}`
/** A pod of more than half of the host, as somebody who wrote its nodeName made it. */
const big = (name: string, more: PodOptions = {}) =>
  makePod({ name, node: HOST, requests: { cpu: '15', memory: '64Mi' }, ...more })
const phaseOf = (name: string) => stored(at(name))?.status?.phase

test('of pods bound at once only those run that fit; the others fail and say why', async () => {
  await start()
  for (const name of ['a', 'b', 'c']) api.put(at(name), big(name))
  await until(() => expect(['a', 'b', 'c'].map(phaseOf)).toEqual(['Running', 'Failed', 'Failed']))
  expect(stored(at('c'))?.status).toMatchObject({
    reason: 'OutOfcpu',
    message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 15000, used: 15000, capacity: 23500",
  })
  expect(stored(at('c'))?.status?.containerStatuses).toBeUndefined()
})

test('a pod that is over makes room', async () => {
  await start()
  const once = {
    restartPolicy: 'Never',
    containers: [{ name: 'main', image: 'i', command: ['true'], resources: { requests: { cpu: '15' } } }],
  }
  api.put(at('a'), big('a', { spec: once as Pod['spec'] }))
  await until(() => expect(phaseOf('a')).toBe('Succeeded'))
  api.put(at('b'), big('b'))
  await until(() => expect(phaseOf('b')).toBe('Running'))
})

test('a pod that ended with its object makes room', async () => {
  const { agent } = await start()
  api.put(at('a'), big('a'))
  await until(() => expect(phaseOf('a')).toBe('Running'))
  api.remove(at('a'))
  await until(() => expect(agent.worker('default', 'a')).toBeUndefined())
  api.put(at('b'), big('b'))
  await until(() => expect(phaseOf('b')).toBe('Running'))
})

test('a pod that is gone makes room at once for one that comes in the same moment', async () => {
  const { agent } = await start()
  api.put(at('a'), big('a'))
  await until(() => expect(phaseOf('a')).toBe('Running'))
  api.remove(at('a'))
  api.put(at('b'), big('b'))
  await until(() => expect(phaseOf('b')).toBe('Running'))
  expect(agent.worker('default', 'a')).toBeUndefined()
})

test('a pod that went while the agent was away makes room for one that came meanwhile', async () => {
  const first = await start()
  api.put(at('m'), big('m'))
  await until(() => isReady(at('m')))
  await first.stop()
  api.remove(at('m'))
  api.put(at('a'), big('a'))
  await start()
  await until(() => expect(phaseOf('a')).toBe('Running'))
})

test('after a restart the pods that run are taken before any that came meanwhile', async () => {
  const first = await start()
  api.put(at('m'), big('m'))
  await until(() => isReady(at('m')))
  await first.stop()
  // before and after it in the list, one of them older
  api.put(at('a'), { ...big('a'), metadata: { ...big('a').metadata, creationTimestamp: '2020-01-01T00:00:00Z' } })
  api.put(at('z'), big('z'))
  await start()
  await until(() => expect(['a', 'z'].map(phaseOf)).toEqual(['Failed', 'Failed']))
  expect(stored(at('m'))?.status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 0, ready: true }] })
})

test('after a restart on a host that lost its records, a pod that was taken before starts again though the host has shrunk', async () => {
  const first = await start()
  api.put(at('m'), { ...big('m'), metadata: { ...big('m').metadata, creationTimestamp: '2026-01-01T00:00:00Z' } })
  await until(() => isReady(at('m')))
  await first.stop()
  rmSync(folder, { recursive: true, force: true })
  api.put(at('a'), { ...big('a'), metadata: { ...big('a').metadata, creationTimestamp: '2020-01-01T00:00:00Z' } })
  await start({ cpuMillis: 5000, memoryBytes: 0 })
  await until(() => expect(phaseOf('a')).toBe('Failed'))
  await until(() => expect(asked(`PATCH ${at('m')}/status`)).toBeGreaterThan(1))
  expect(phaseOf('m')).not.toBe('Failed')
})

test('a pod that wants another host is rejected, by the labels that the host has now', async () => {
  await start()
  const node = api.get(`/api/v1/nodes/${HOST}`) as Node
  api.put(`/api/v1/nodes/${HOST}`, { ...node, metadata: { ...node.metadata, labels: { ...node.metadata.labels, disk: 'fast' } } })
  api.put(at('fast'), big('fast', { nodeSelector: { disk: 'fast' } }))
  api.put(at('slow'), big('slow', { nodeSelector: { disk: 'slow' }, requests: { cpu: '1' } }))
  await until(() => expect(['fast', 'slow'].map(phaseOf)).toEqual(['Running', 'Failed']))
  expect(stored(at('slow'))?.status?.reason).toBe('NodeAffinity')
})

const said = () =>
  (api.all().filter(({ kind }) => kind === 'Event') as KubeEvent[]).map(({ reason, message }) => `${reason}: ${message}`)

test('a pod waits for the Secret of its environment, says so, and runs when it is there', async () => {
  await start()
  const env = [{ name: 'P', valueFrom: { secretKeyRef: { name: 'login', key: 'p' } } }]
  api.put(POD, makePod({ node: HOST, spec: { containers: [{ name: 'main', image: 'i', env }] } }))
  await until(() =>
    expect(stored()?.status?.containerStatuses?.[0]?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "login" not found',
    }),
  )
  await until(() => expect(said()).toContain('Failed: Error: secret "login" not found'))
  expect(stored()?.status?.phase).toBe('Pending')
  api.put('/api/v1/namespaces/default/secrets/login', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'login', namespace: 'default' },
    data: { p: 'eA==' },
  })
  await until(() => isReady())
})

test('a pod waits for the ConfigMap of a volume, with no VM, and runs when it is there', async () => {
  const { agent } = await start()
  const volumes = [{ name: 'v', configMap: { name: 'settings' } }]
  const containers = [{ name: 'main', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/v' }] }]
  api.put(POD, makePod({ node: HOST, spec: { containers, volumes } }))
  await until(() =>
    expect(said()).toContain('FailedMount: MountVolume.SetUp failed for volume "v" : configmap "settings" not found'),
  )
  expect(agent.worker('default', 'web')?.handle).toBeUndefined()
  await until(() => expect(stored()?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ContainerCreating'))
  api.put('/api/v1/namespaces/default/configmaps/settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'default' },
  })
  await until(() => isReady())
})

test('a container that is not alive is told of as kubelet does, and started again', async () => {
  await start()
  const livenessProbe = { exec: { command: ['cat', '/tmp/healthy'] }, periodSeconds: 1, failureThreshold: 1 }
  api.put(POD, makePod({ node: HOST, spec: { containers: [{ name: 'main', image: 'i', livenessProbe }] } }))
  await until(() => expect(stored()?.status?.containerStatuses?.[0]?.restartCount).toBe(1))
  await until(() => {
    expect(said()).toContain("Unhealthy: Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory")
    expect(said()).toContain('Killing: Container main failed liveness probe, will be restarted')
  })
})
