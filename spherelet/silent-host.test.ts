import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { Agent } from './agent.ts'
import { PodWatch } from './pod-watch.ts'
import { RequestGate } from './request-gate.ts'
import { createSimulatedRuntime } from './runtimes/simulated.ts'
import { SupervisorClient } from './supervisor-client.ts'
import { fakeSupervisor } from './testing/fake-supervisor.ts'
import { hostFacts } from './testing/host-facts.ts'

const { hardware } = hostFacts()
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 10 })
const at = (name: string) => `/api/v1/namespaces/default/pods/${name}`
const podOf = (name: string, node = hardware.name) => makePod({ name, node, requests: { cpu: '100m', memory: '64Mi' } })

/** A host whose silence the test switches on and off, and the watch that it shares with another. */
const hostWithSilence = async () => {
  const api = await fakeSupervisor()
  const folder = mkdtempSync(path.join(tmpdir(), 'silent-host-'))
  const client = new SupervisorClient({ url: api.url, authority: api.authority })
  const runtime = createSimulatedRuntime({ clock: systemClock, folder, podCidr: () => '10.244.1.0/24', slowness: () => 1 })
  const state = { isSilent: false }
  const agent = new Agent({
    client,
    apiPath: '',
    clock: systemClock,
    runtime,
    facts: hostFacts(),
    gate: new RequestGate(),
    alive: () => !state.isSilent,
    log: () => undefined,
  })
  await agent.start()
  const watch = new PodWatch(client, '', systemClock)
  const heardByAnother = new Set<string>()
  watch.add(hardware.name, agent)
  watch.add('another', { upsert: ({ metadata }) => heardByAnother.add(metadata.name), removed: () => {}, synced: () => {} })
  const watching = watch.run()
  onTestFinished(async () => {
    watch.stop()
    agent.stop()
    await runtime.close()
    client.close()
    await watching
    await api.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { api, agent, watch, state, heardByAnother }
}

test('a silent host hears nothing of its pods; once it speaks again, what was to go goes, and what is new runs', async () => {
  const { api, agent, watch, state, heardByAnother } = await hostWithSilence()
  const isRunning = (name: string) => agent.worker('default', name)?.handle?.containers()[0]?.state === 'running'
  const stored = (name: string) => api.get(at(name)) as Pod | undefined
  for (const name of ['ending', 'gone', 'staying']) api.put(at(name), podOf(name))
  await until(() => expect(['ending', 'gone', 'staying'].map(isRunning)).toEqual([true, true, true]))

  state.isSilent = true
  const ending = stored('ending') as Pod
  const marked = { ...ending.metadata, deletionTimestamp: new Date().toISOString(), deletionGracePeriodSeconds: 1 }
  api.put(at('ending'), { ...ending, metadata: marked } as Pod)
  api.remove(at('gone'))
  api.put(at('new'), podOf('new'))
  api.put(at('elsewhere'), podOf('elsewhere', 'another'))
  await until(() => expect(heardByAnother.has('elsewhere')).toBe(true))
  expect(['ending', 'gone', 'staying', 'new'].map(isRunning)).toEqual([true, true, true, false])

  state.isSilent = false
  await agent.recover()
  watch.repeat(hardware.name)
  await until(() => expect(stored('ending')).toBeUndefined())
  await until(() => expect(['ending', 'gone', 'staying', 'new'].map(isRunning)).toEqual([false, false, true, true]))
})
