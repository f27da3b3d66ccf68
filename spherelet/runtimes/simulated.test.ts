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
    open: () => createSimulatedRuntime({ clock: systemClock, folder, podNetwork: '10.244.1', slowness: () => 1 }),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  }
}

runtimeContract('simulated', create)

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
