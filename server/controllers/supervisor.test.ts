import { describe, expect, test } from 'vitest'
import type { SupervisorCondition } from '#domain/vsphere/conditions.ts'
import type { SupervisorHost } from '#server/inventory/system-supervisors.ts'
import { toCondition } from './supervisor/step.ts'
import { configStatusOf, kubernetesStatusOf, STEPS } from './supervisor.ts'

const START = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000)

/** All steps done at START, but for those named. */
const conditions = (but: Record<string, Partial<SupervisorCondition>> = {}): SupervisorCondition[] =>
  STEPS.map(({ type, label }) => ({
    type,
    label,
    status: 'TRUE',
    severity: 'INFO',
    reason: 'Done',
    messages: [],
    retrying: false,
    lastTransitionTime: START.toISOString(),
    ...but[type],
  }))

const host = (state: 'READY' | 'CONFIGURING'): SupervisorHost => ({
  id: 'host-1',
  name: 'esx-01',
  connection: 'CONNECTED',
  maintenance: 'NONE',
  cpuCores: 16,
  memoryBytes: 1,
  runtime: 'simulated',
  spherelet: { state, message: '' },
})

const FALSE = { status: 'FALSE' } as const

describe('a Supervisor that is coming up is', () => {
  test.each<[string, Record<string, Partial<SupervisorCondition>>, SupervisorHost[], number, string]>([
    ['running when all is done', {}, [host('READY')], 0, 'RUNNING'],
    ['configuring while a foundation is missing', { LoadBalancerConfigured: FALSE }, [host('READY')], 0, 'CONFIGURING'],
    [
      'in error when a foundation fails',
      { LoadBalancerConfigured: { ...FALSE, severity: 'ERROR' } },
      [host('READY')],
      0,
      'ERROR',
    ],
    [
      'configuring while hosts are still at it',
      { SphereletsReady: FALSE },
      [host('READY'), host('CONFIGURING')],
      10,
      'CONFIGURING',
    ],
    [
      'running without a host that takes too long',
      { SphereletsReady: FALSE },
      [host('READY'), host('CONFIGURING')],
      121,
      'RUNNING',
    ],
    [
      'running without a host that failed',
      { SphereletsReady: { ...FALSE, severity: 'WARNING' } },
      [host('READY')],
      10,
      'RUNNING',
    ],
    [
      'configuring without any host',
      { SphereletsReady: { ...FALSE, severity: 'WARNING' } },
      [host('CONFIGURING')],
      999,
      'CONFIGURING',
    ],
    [
      'configuring while a service is not up',
      { SchedulerExtensionReady: { ...FALSE, severity: 'WARNING' } },
      [host('READY')],
      0,
      'CONFIGURING',
    ],
  ])('%s', (_what, but, hosts, seconds, expected) =>
    expect(configStatusOf(conditions(but), { configStatus: 'CONFIGURING', hosts }, later(seconds))).toBe(expected),
  )
})

test('one that runs keeps running when a part fails, and its Kubernetes status says so', () => {
  const withoutHosts = conditions({ ControlPlaneVMsDeployed: { ...FALSE, severity: 'WARNING' } })
  expect(configStatusOf(withoutHosts, { configStatus: 'RUNNING', hosts: [] }, START)).toBe('RUNNING')
  const degraded = conditions({ SchedulerExtensionReady: { ...FALSE, severity: 'WARNING' }, SphereletsReady: FALSE })
  expect(configStatusOf(degraded, { configStatus: 'RUNNING', hosts: [] }, START)).toBe('RUNNING')
  expect(kubernetesStatusOf(degraded)).toBe('WARNING')
  expect(kubernetesStatusOf(conditions())).toBe('READY')
  expect(kubernetesStatusOf(conditions({ KubernetesAPIReady: { ...FALSE, severity: 'ERROR' } }))).toBe('ERROR')
})

describe('a condition', () => {
  const step = { type: 'X', label: 'Did X' }
  const done = toCondition(step, {}, undefined, START)

  test('keeps its time while its status stays, and gets a new one when it turns', () => {
    expect(toCondition(step, { messages: ['again'] }, done, later(5)).lastTransitionTime).toBe(START.toISOString())
    const failed = toCondition(step, { problem: { reason: 'Broken', messages: ['no'], severity: 'WARNING' } }, done, later(5))
    expect(failed).toMatchObject({
      status: 'FALSE',
      reason: 'Broken',
      retrying: true,
      lastTransitionTime: later(5).toISOString(),
    })
  })

  test('that could not be looked at says what it waits for', () => {
    expect(toCondition(step, undefined, undefined, START, 'Did W')).toMatchObject({
      status: 'UNKNOWN',
      messages: ['Waits for: Did W'],
      retrying: false,
    })
  })

  test('says when trying again is no use', () => {
    const result = { problem: { reason: 'Full', messages: ['full'], severity: 'WARNING' as const, needsPerson: true } }
    expect(toCondition(step, result, undefined, START).retrying).toBe(false)
  })
})
