import { expect, test } from 'vitest'
import type { Container } from '#domain/kube/pod.ts'
import { fakeClock } from '#domain/testing/fake-clock.ts'
import { Prober } from './prober.ts'
import type { PodHandle } from './runtimes/runtime.ts'

const PORT = { tcpSocket: { port: 80 } }

/** A prober over a pod whose answers the test sets; `settle` lets a probe that was due finish. */
const probing = (container: Partial<Container>) => {
  const clock = fakeClock()
  const answers = { ok: true }
  let changes = 0
  const handle = {
    probe: async () => ({ ok: answers.ok, message: answers.ok ? '' : 'connection refused' }),
  } as unknown as PodHandle
  const events: string[] = []
  const prober = new Prober(
    { name: 'app', ...container },
    handle,
    clock,
    () => {
      changes += 1
    },
    (...event) => events.push(event.join(' ')),
  )
  const after = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { prober, answers, after, events, changes: () => changes }
}

test('a container without probes is well as soon as it runs', () => {
  expect(probing({}).prober.health).toMatchObject({ started: true, ready: true, live: true })
})

test('readiness waits for success, is lost after three failures in a row, and comes back', async () => {
  const { prober, answers, after, changes } = probing({ readinessProbe: { ...PORT, periodSeconds: 1 } })
  expect(prober.health.ready).toBe(false)
  await after(500)
  expect(prober.health.ready).toBe(true)
  answers.ok = false
  await after(2000)
  expect(prober.health.ready).toBe(true)
  await after(1500)
  expect(prober.health.ready).toBe(false)
  answers.ok = true
  await after(1500)
  expect(prober.health.ready).toBe(true)
  expect(changes()).toBe(3)
  prober.stop()
})

test('liveness that fails often enough says that the container is not alive, and why', async () => {
  const { prober, answers, after, events } = probing({ livenessProbe: { ...PORT, periodSeconds: 1, failureThreshold: 2 } })
  answers.ok = false
  await after(3000)
  expect(prober.health).toMatchObject({ live: false, failed: 'liveness' })
  expect(events.length).toBeGreaterThan(1)
  expect(new Set(events)).toEqual(new Set(['Warning Unhealthy Liveness probe failed: connection refused']))
  prober.stop()
})

test('nothing else is asked before the startup probe has succeeded', async () => {
  const { prober, answers, after } = probing({
    startupProbe: { ...PORT, periodSeconds: 1, failureThreshold: 10 },
    readinessProbe: { ...PORT, periodSeconds: 1 },
  })
  answers.ok = false
  await after(3000)
  expect(prober.health).toMatchObject({ started: false, ready: false, live: true })
  answers.ok = true
  await after(3000)
  expect(prober.health).toMatchObject({ started: true, ready: true })
  prober.stop()
})

test('a startup probe that never succeeds gives the container up', async () => {
  const { prober, answers, after } = probing({ startupProbe: { ...PORT, periodSeconds: 1, failureThreshold: 3 } })
  answers.ok = false
  await after(5000)
  expect(prober.health).toMatchObject({ started: false, live: false, failed: 'startup' })
  prober.stop()
})

test('a stopped prober asks no more', async () => {
  const { prober, answers, after, changes } = probing({ livenessProbe: { ...PORT, periodSeconds: 1, failureThreshold: 1 } })
  prober.stop()
  answers.ok = false
  await after(5000)
  expect(changes()).toBe(0)
})
