import { expect, test } from 'vitest'
import { makePod } from '../testing/make-pod.ts'
import type { ContainerStatus, Pod, PodStatus } from './pod.ts'
import { podReady, podReason, podRestarts } from './pod-columns.ts'

const status = (state: ContainerStatus['state'], over: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name: 'main',
  ready: false,
  restartCount: 0,
  image: 'i',
  imageID: '',
  ...(state ? { state } : {}),
  ...over,
})

const pod = (over: PodStatus, deleted = false): Pod => {
  const made = makePod()
  return {
    ...made,
    metadata: { ...made.metadata, ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    status: { phase: 'Running', ...over },
  }
}

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } }
const exited = (exitCode: number, reason?: string) => ({ terminated: { exitCode, ...(reason ? { reason } : {}) } })

test.each<[string, Pod]>([
  ['Pending', pod({ phase: 'Pending' })],
  ['Running', pod({ containerStatuses: [status(running, { ready: true })] })],
  ['CrashLoopBackOff', pod({ containerStatuses: [status({ waiting: { reason: 'CrashLoopBackOff' } })] })],
  ['Error', pod({ containerStatuses: [status(exited(1, 'Error'))] })],
  ['ExitCode:3', pod({ containerStatuses: [status(exited(3))] })],
  ['Completed', pod({ phase: 'Succeeded', containerStatuses: [status(exited(0, 'Completed'))] })],
  ['Evicted', pod({ phase: 'Failed', reason: 'Evicted' })],
  ['Terminating', pod({ containerStatuses: [status(running, { ready: true })] }, true)],
  ['Completed', pod({ phase: 'Succeeded', containerStatuses: [status(exited(0, 'Completed'))] }, true)],
  [
    'SchedulingGated',
    pod({ phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] }),
  ],
])('%s', (expected, given) => {
  expect(podReason(given)).toBe(expected)
})

test('init containers are told one after the other', () => {
  const made = makePod({ spec: { initContainers: [{ name: 'one' }, { name: 'two' }] } })
  const withInit = (...initContainerStatuses: ContainerStatus[]): Pod => ({
    ...made,
    status: { phase: 'Pending', initContainerStatuses },
  })
  expect(podReason(withInit(status(running, { name: 'one' })))).toBe('Init:0/2')
  expect(podReason(withInit(status(exited(0), { name: 'one' }), status(running, { name: 'two' })))).toBe('Init:1/2')
  expect(podReason(withInit(status(exited(2, 'Error'), { name: 'one' })))).toBe('Init:Error')
})

test('ready and restarts', () => {
  const given = pod({ containerStatuses: [status(running, { ready: true, restartCount: 3, lastState: exited(1) })] })
  given.status = {
    ...given.status,
    containerStatuses: [
      {
        ...status(running, { ready: true, restartCount: 3 }),
        lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:00Z' } },
      },
    ],
  }
  expect(podReady(given)).toBe('1/1')
  expect(podRestarts(given, new Date('2026-01-01T00:05:00Z'))).toBe('3 (5m ago)')
  expect(podRestarts(pod({}), new Date())).toBe('0')
})
