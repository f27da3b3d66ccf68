import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import type { Container, Probe } from '#domain/kube/pod.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { runtimeContract } from './runtime.contract.ts'
import { createSimulatedRuntime } from './simulated.ts'

const create = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-'))
  return {
    open: () => createSimulatedRuntime({ clock: systemClock, folder, podCidr: () => '10.244.1.0/24', slowness: () => 1 }),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  }
}

runtimeContract('simulated', create)

const FIRST = { follow: false, previous: false }
const collect = async (lines: AsyncIterable<{ text: string }>): Promise<string[]> => {
  const texts: string[] = []
  for await (const { text } of lines) texts.push(text)
  return texts
}

/** One container of a pod on a host whose time the test steps. */
const running = async (container: Partial<Container>) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clock = fakeClock()
  const driver = createSimulatedRuntime({ clock, folder, podCidr: () => '10.244.1.0/24', slowness: () => 1 })
  const made = driver.createPod({ uid: 'u', namespace: 'n', name: 'web', cpuMillis: 1000, memoryBytes: 1e9 })
  clock.advance(100)
  const pod = await made
  await pod.start({ container: { name: 'app', image: 'nginx', ...container }, attempt: 0 })
  clock.advance(200)
  return { pod, clock, log: () => collect(pod.logs('app', FIRST, new AbortController().signal)) }
}

test("pods have addresses of the host's part of the pod range, and none is made when it has none left", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-'))
  let podCidr: string | undefined
  const driver = createSimulatedRuntime({ clock: systemClock, folder, podCidr: () => podCidr, slowness: () => 1 })
  const create = (uid: string) => driver.createPod({ uid, namespace: 'n', name: uid, cpuMillis: 1, memoryBytes: 1 })
  await expect(create('early')).rejects.toThrow('The host has no part of the pod range')
  podCidr = '10.50.1.16/28'
  const pods = await Promise.all(Array.from({ length: 13 }, (_, index) => create(`pod-${index}`)))
  expect(pods.map(({ ip }) => ip)).toEqual(Array.from({ length: 13 }, (_, index) => `10.50.1.${18 + index}`))
  await expect(create('late')).rejects.toThrow('No free pod address is left in 10.50.1.16/28')
  await pods[3]?.destroy()
  expect((await create('next')).ip).toBe('10.50.1.21')
  await driver.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a program that it does not know says in its log that nothing is executed', async () => {
  const { pod, log } = await running({})
  expect(await log()).toEqual(['simulated runtime: nginx started; this program is not executed'])
  expect(pod.stats().cpuMillis).toBeGreaterThan(0)
})

test('a shell command that it can not read says so once, and makes nothing up', async () => {
  const { pod, clock, log } = await running({ command: ['sh', '-c', 'echo start; ls | sort'] })
  clock.advance(60_000)
  expect(await log()).toEqual([
    'simulated runtime: nothing of this command is executed: it uses a pipe ("|"), which is not simulated; it runs until it is stopped',
  ])
  expect(pod.containers()).toMatchObject([{ state: 'running' }])
})

describe('probes of a program that stands in for a server', () => {
  const ports = [
    { name: 'http', containerPort: 80 },
    { containerPort: 53, protocol: 'UDP' },
  ]
  test.each<[string, Probe, string]>([
    ['a declared port', { tcpSocket: { port: 80 } }, ''],
    ['a port by its name, whatever the path', { httpGet: { port: 'http', path: '/nope' } }, ''],
    ['a command that is not played', { exec: { command: ['pg_isready'] } }, ''],
    ['a port that is for UDP', { tcpSocket: { port: 53 } }, 'dial tcp 10.244.1.2:53: connect: connection refused'],
    ['a name that no port has', { httpGet: { port: 'grpc' } }, 'couldn\'t find port: "grpc"'],
    [
      'gRPC on a port that nobody declares',
      { grpc: { port: 9000 } },
      'timeout: failed to connect service "10.244.1.2:9000" within 1s: context deadline exceeded',
    ],
  ])('%s', async (_, probe, message) => {
    const { pod } = await running({ ports })
    expect(await pod.probe('app', probe)).toEqual({ ok: message === '', message })
  })

  test('a script that declares a port serves nothing, and knows only its own commands', async () => {
    const { pod } = await running({ ports, command: ['sleep', '60'] })
    expect((await pod.probe('app', { tcpSocket: { port: 80 } })).ok).toBe(false)
    expect(await pod.probe('app', { exec: { command: ['pg_isready'] } })).toEqual({
      ok: false,
      message: 'exec: "pg_isready": executable file not found in $PATH',
    })
  })
})
