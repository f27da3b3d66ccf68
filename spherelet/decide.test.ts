import { describe, expect, test } from 'vitest'
import type { Container, Pod, PodSpec } from '#domain/kube/pod.ts'
import { backOffMs, decide } from './decide.ts'
import { podStatus } from './pod-status.ts'
import type { ContainerRecord } from './runtimes/runtime.ts'
import type { SeenPod } from './seen-pod.ts'

const NOW = Date.parse('2026-01-01T12:00:00Z')
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000).toISOString()

const container = (name: string, rest: Partial<Container> = {}): Container => ({ name, image: 'nginx', ...rest })
const pod = (spec: Partial<PodSpec>, metadata: Partial<Pod['metadata']> = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'team', uid: 'u1', ...metadata },
  spec: { containers: [container('app')], ...spec },
})
const running = (name: string, attempt = 0): ContainerRecord => ({ id: name, name, attempt, state: 'running', startedAt: at(60) })
const exited = (name: string, exitCode: number, attempt = 0, secondsAgo = 1): ContainerRecord => ({
  id: name,
  name,
  attempt,
  state: 'exited',
  startedAt: at(secondsAgo + 2),
  finishedAt: at(secondsAgo),
  exitCode,
  reason: exitCode === 0 ? 'Completed' : 'Error',
})
const seen = (rest: Partial<SeenPod> = {}): SeenPod => ({
  sandbox: 'running',
  ip: '10.244.1.2',
  images: { nginx: { state: 'present', id: 'sha256:1' } },
  containers: {},
  refused: {},
  health: {},
  busy: new Set(),
  stopping: false,
  startTime: at(100),
  ...rest,
})
const records = (...all: ContainerRecord[]) => ({ containers: Object.fromEntries(all.map((each) => [each.name, each])) })
const verbs = (actions: { do: string }[]) => actions.map((action) => action.do)

describe('what is done for a pod', () => {
  const app = container('app')
  const init = container('init')
  const sidecar = container('proxy', { restartPolicy: 'Always' })
  const refused = (retryAt: number) => ({
    app: { reason: 'CreateContainerConfigError', message: 'secret "s" not found', failures: 1, retryAt },
  })
  const cases: [name: string, Pod, SeenPod, string[]][] = [
    ['it could not be mounted just now', pod({}), seen({ sandbox: 'absent', sandboxRetryAt: NOW + 500 }), []],
    ['it is tried again in time', pod({}), seen({ sandbox: 'absent', sandboxRetryAt: NOW }), ['create-sandbox']],
    ['its container could not be made just now', pod({}), seen({ refused: refused(NOW + 5000) }), []],
    ['its container is tried again in time', pod({}), seen({ refused: refused(NOW) }), ['start']],
    [
      'one may not pull what another pulls',
      pod({ containers: [app, container('b', { imagePullPolicy: 'Never' })] }),
      seen(),
      ['start', 'pull'],
    ],
    ['nothing there yet', pod({}), seen({ sandbox: 'absent' }), ['create-sandbox']],
    ['its VM is starting', pod({}), seen({ sandbox: 'creating' }), []],
    ['the image is not here', pod({}), seen({ images: {} }), ['pull']],
    ['one image for two containers is pulled once', pod({ containers: [app, container('b')] }), seen({ images: {} }), ['pull']],
    ['the image is being pulled', pod({}), seen({ images: { nginx: { state: 'pulling' } } }), []],
    ['ready to start', pod({}), seen(), ['start']],
    ['a start is under way', pod({}), seen({ busy: new Set(['app']) }), []],
    ['all is well', pod({}), seen(records(running('app'))), []],
    ['the first exit restarts at once', pod({}), seen(records(exited('app', 1))), ['start']],
    ['the second waits', pod({}), seen(records(exited('app', 1, 1))), []],
    ['and comes when the pause is over', pod({}), seen(records(exited('app', 1, 1, 11))), ['start']],
    ['Never does not restart', pod({ restartPolicy: 'Never' }), seen(records(exited('app', 1))), []],
    ['OnFailure restarts a failure', pod({ restartPolicy: 'OnFailure' }), seen(records(exited('app', 1))), ['start']],
    ['OnFailure leaves a success', pod({ restartPolicy: 'OnFailure' }), seen(records(exited('app', 0))), []],
    [
      'not alive any more',
      pod({}),
      seen({ ...records(running('app')), health: { app: { started: true, ready: true, live: false, failed: 'liveness' } } }),
      ['stop-container'],
    ],
    ['init containers come first', pod({ initContainers: [init] }), seen(), ['start']],
    ['and have to succeed', pod({ initContainers: [init] }), seen(records(exited('init', 0))), ['start']],
    [
      'a failed init container keeps the rest waiting',
      pod({ initContainers: [init], restartPolicy: 'Never' }),
      seen(records(exited('init', 1))),
      [],
    ],
    ['a sidecar runs beside the rest', pod({ initContainers: [sidecar] }), seen(records(running('proxy'))), ['start']],
    ['deleted while running', pod({}, { deletionTimestamp: at(0) }), seen(records(running('app'))), ['stop']],
    ['told to stop once', pod({}, { deletionTimestamp: at(0) }), seen({ ...records(running('app')), stopping: true }), []],
    ['stopped', pod({}, { deletionTimestamp: at(0) }), seen(records(exited('app', 143))), ['destroy']],
    ['too long at it', pod({ activeDeadlineSeconds: 60 }), seen(records(running('app'))), ['stop']],
  ]
  test.each(cases)('%s', (_, wanted, state, expected) => {
    expect(verbs(decide(wanted, state, NOW).actions)).toEqual(expected)
  })

  test('a pod that left nothing behind is gone', () => {
    expect(decide(pod({}, { deletionTimestamp: at(0) }), seen({ sandbox: 'absent' }), NOW)).toEqual({ actions: [], gone: true })
  })

  test('the first container to start after init is the app', () => {
    const [action] = decide(pod({ initContainers: [init] }), seen(records(exited('init', 0))), NOW).actions
    expect(action).toMatchObject({ do: 'start', container: { name: 'app' }, attempt: 0 })
  })

  test('what could not be made says when to look again', () => {
    expect(decide(pod({}), seen({ refused: refused(NOW + 5000) }), NOW).checkAt).toBe(NOW + 5000)
    expect(decide(pod({}), seen({ sandbox: 'absent', sandboxRetryAt: NOW + 500 }), NOW).checkAt).toBe(NOW + 500)
    const short = pod({ activeDeadlineSeconds: 101 })
    expect(decide(short, seen({ sandbox: 'absent', sandboxRetryAt: NOW + 5000 }), NOW).checkAt).toBe(NOW + 1000)
  })

  test('what is not alive says which probe found so, and whether it comes back', () => {
    const dead = seen({
      ...records(running('app')),
      health: { app: { started: false, ready: false, live: false, failed: 'startup' } },
    })
    expect(decide(pod({}), dead, NOW).actions).toMatchObject([{ do: 'stop-container', why: 'startup', again: true }])
    expect(decide(pod({ restartPolicy: 'Never' }), dead, NOW).actions).toMatchObject([{ again: false }])
  })

  test('a waiting restart says when to look again', () => {
    expect(decide(pod({}), seen(records(exited('app', 1, 1, 4))), NOW).checkAt).toBe(NOW + 6000)
  })

  test('the pause doubles up to five minutes and is forgiven after ten of running', () => {
    expect([0, 1, 2, 3, 6, 20].map((attempt) => backOffMs(exited('app', 1, attempt)) / 1000)).toEqual([0, 10, 20, 40, 300, 300])
    expect(backOffMs({ ...exited('app', 1, 5), startedAt: at(700) })).toBe(0)
  })
})

describe('what is said of a pod', () => {
  const report = (wanted: Pod, state: SeenPod) => podStatus(wanted, state, '192.168.10.1', NOW)
  const cases: [name: string, Pod, SeenPod, string, string | undefined][] = [
    ['being created', pod({}), seen(), 'Pending', 'ContainerCreating'],
    [
      'image missing',
      pod({}),
      seen({ images: { nginx: { state: 'failed', reason: 'ErrImagePull', message: 'not found', failures: 1, retryAt: NOW } } }),
      'Pending',
      'ErrImagePull',
    ],
    [
      'image missing for long',
      pod({}),
      seen({ images: { nginx: { state: 'failed', reason: 'ErrImagePull', message: 'not found', failures: 2, retryAt: NOW } } }),
      'Pending',
      'ImagePullBackOff',
    ],
    [
      'not to be made yet',
      pod({}),
      seen({
        refused: { app: { reason: 'CreateContainerConfigError', message: 'secret "s" not found', failures: 1, retryAt: NOW } },
      }),
      'Pending',
      'CreateContainerConfigError',
    ],
    [
      'not to be pulled',
      pod({ containers: [container('app', { imagePullPolicy: 'Never' })] }),
      seen({
        images: { 'never:nginx': { state: 'failed', reason: 'ErrImageNeverPull', message: '', failures: 2, retryAt: NOW } },
      }),
      'Pending',
      'ErrImageNeverPull',
    ],
    ['running', pod({}), seen(records(running('app'))), 'Running', undefined],
    ['crashing', pod({}), seen(records(exited('app', 1, 1))), 'Running', 'CrashLoopBackOff'],
    ['done', pod({ restartPolicy: 'Never' }), seen(records(exited('app', 0))), 'Succeeded', undefined],
    ['failed', pod({ restartPolicy: 'Never' }), seen(records(exited('app', 3))), 'Failed', undefined],
    [
      'init failed for good',
      pod({ restartPolicy: 'Never', initContainers: [container('init')] }),
      seen(records(exited('init', 1))),
      'Failed',
      'PodInitializing',
    ],
  ]
  test.each(cases)('%s', (_, wanted, state, phase, reason) => {
    const status = report(wanted, state)
    expect(status.phase).toBe(phase)
    expect(status.containerStatuses?.[0]?.state?.waiting?.reason).toBe(reason)
  })

  test('the exit code and the run before are kept', () => {
    const state = seen(records(exited('app', 3, 1)))
    expect(report(pod({}), state).containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 3 } },
    })
  })

  test('ready follows the probes, and says who is not', () => {
    const state = seen({ ...records(running('app')), health: { app: { started: true, ready: false, live: true } } })
    const ready = report(pod({}), state).conditions?.find(({ type }) => type === 'Ready')
    expect(ready).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    })
  })

  test('a pod past its deadline has failed when nothing of it runs any more, and keeps what its containers were', () => {
    const late = { reason: 'DeadlineExceeded', message: 'too long' }
    const said = (state: SeenPod) => podStatus(pod({}), state, '', NOW, late)
    expect(said(seen(records(running('app'))))).not.toMatchObject({ phase: 'Failed' })
    expect(said(seen(records(exited('app', 143))))).toMatchObject({
      phase: 'Failed',
      reason: 'DeadlineExceeded',
      containerStatuses: [{ state: { terminated: { exitCode: 143 } } }],
    })
    expect(verbs(decide(pod({ activeDeadlineSeconds: 60 }), seen(records(exited('app', 143))), NOW).actions)).toEqual([])
  })

  test('a condition that stays the same keeps its time', () => {
    const before = report(pod({}), seen(records(running('app'))))
    const later = podStatus({ ...pod({}), status: before }, seen(records(running('app'))), '', NOW + 60_000)
    expect(later.conditions).toEqual(before.conditions)
  })
})
