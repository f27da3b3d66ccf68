import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
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
  const subject = create()
  const driver = subject.open()
  const pod = await driver.createPod({ uid: 'u', namespace: 'n', name: 'web', cpuMillis: 1000, memoryBytes: 1e9 })
  await pod.start({ container: { name: 'app', image: 'nginx' }, attempt: 0 })
  const first = await pod
    .logs('app', { follow: true, previous: false }, new AbortController().signal)
    [Symbol.asyncIterator]()
    .next()
  expect(first.value.text).toContain('simulated runtime')
  expect(pod.stats().cpuMillis).toBeGreaterThan(0)
  await driver.close()
  subject.cleanUp()
})
