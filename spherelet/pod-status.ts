import type { Condition } from '#domain/kube/object.ts'
import type { Container, ContainerState, ContainerStatus, Pod, PodPhase, PodStatus } from '#domain/kube/pod.ts'
import { qosClass } from '#domain/kube/pod-resources.ts'
import type { Rejection } from './admission.ts'
import { restarts, restartTime } from './decide.ts'
import type { ContainerRecord } from './runtimes/runtime.ts'
import { imageKey, type SeenPod } from './seen-pod.ts'

const seconds = (iso: string) => `${iso.slice(0, 19)}Z`

/**
 * The status a Spherelet reports, from what it sees; pure. Conditions keep their transition time while they stay the same.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */
export const podStatus = (
  pod: Pod,
  seen: SeenPod,
  hostIp: string,
  now: number,
  failed?: { reason: string; message: string },
): PodStatus => {
  const init = (pod.spec.initContainers ?? []).map((each) => containerStatus(each, pod, seen, now))
  const main = pod.spec.containers.map((each) => containerStatus(each, pod, seen, now))
  // What still runs holds its part of the host: the pod has failed when nothing of it runs any more.
  const isOver = failed !== undefined && !Object.values(seen.containers).some(({ state }) => state === 'running')
  const phase = isOver ? 'Failed' : phaseOf(pod, seen)
  const status: PodStatus = {
    phase,
    conditions: conditions(pod, seen, phase, main, now),
    hostIP: hostIp,
    ...(seen.ip ? { podIP: seen.ip, podIPs: [{ ip: seen.ip }] } : {}),
    startTime: seconds(seen.startTime),
    ...(init.length ? { initContainerStatuses: init } : {}),
    containerStatuses: main,
    qosClass: pod.status?.qosClass ?? qosClass(pod),
    ...(isOver ? failed : {}),
  }
  return status
}

/** The status of a pod that the host did not take; pure. Like kubelet's it says nothing of containers, which never were. */
export const rejectedStatus = (pod: Pod, { reason, message }: Rejection, startTime: string): PodStatus => ({
  phase: 'Failed',
  reason,
  message: `Pod was rejected: ${message}`,
  startTime: seconds(startTime),
  qosClass: pod.status?.qosClass ?? qosClass(pod),
})

/** What is known of the latest run of a container, by the reasons kubectl shows in its STATUS column. */
const containerStatus = (container: Container, pod: Pod, seen: SeenPod, now: number): ContainerStatus => {
  const record = seen.containers[container.name]
  const image = seen.images[imageKey(container)]
  const health = seen.health[container.name]
  const running = record?.state === 'running'
  const isInit = pod.spec.initContainers?.includes(container) ?? false
  const finishedWell = isInit && record?.state === 'exited' && record.exitCode === 0
  const state = stateOf(container, record, pod, seen, now)
  const last = record?.previous
    ? terminated(record.previous)
    : state.waiting && record?.state === 'exited'
      ? terminated(record)
      : undefined
  return {
    name: container.name,
    state,
    ...(last ? { lastState: last } : { lastState: {} }),
    ready: finishedWell || (running && (health?.ready ?? true)),
    restartCount: record?.attempt ?? 0,
    image: container.image ?? '',
    imageID: image?.state === 'present' ? image.id : '',
    ...(record ? { containerID: record.id } : {}),
    started: running && (health?.started ?? true),
  }
}

const terminated = (run: {
  id: string
  exitCode?: number
  reason?: string
  startedAt: string
  finishedAt?: string
}): ContainerState => ({
  terminated: {
    exitCode: run.exitCode ?? 0,
    ...(run.exitCode !== undefined && run.exitCode > 128 && run.exitCode < 160 ? { signal: run.exitCode - 128 } : {}),
    reason: run.reason ?? 'Error',
    startedAt: seconds(run.startedAt),
    finishedAt: seconds(run.finishedAt ?? run.startedAt),
    containerID: run.id,
  },
})

const stateOf = (
  container: Container,
  record: ContainerRecord | undefined,
  pod: Pod,
  seen: SeenPod,
  now: number,
): ContainerState => {
  if (record?.state === 'running') return { running: { startedAt: seconds(record.startedAt) } }
  const refused = seen.refused[container.name]
  if (refused && !pod.metadata.deletionTimestamp) return { waiting: { reason: refused.reason, message: refused.message } }
  if (record?.state === 'exited') {
    const ending = pod.metadata.deletionTimestamp || seen.stopping
    const isInit = pod.spec.initContainers?.includes(container) && container.restartPolicy !== 'Always'
    const again =
      !ending && !(isInit && record.exitCode === 0) && restarts(pod.spec.restartPolicy, container, record.exitCode ?? 0)
    const due = restartTime(record)
    if (!again || due <= now) return terminated(record)
    const pause = `${Math.round((due - Date.parse(record.finishedAt ?? record.startedAt)) / 1000)}s`
    return {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off ${pause} restarting failed container=${container.name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`,
      },
    }
  }
  const image = seen.images[imageKey(container)]
  if (image?.state === 'failed') {
    const reason = image.failures > 1 && image.reason === 'ErrImagePull' ? 'ImagePullBackOff' : image.reason
    return {
      waiting: {
        reason,
        message: reason === 'ImagePullBackOff' ? `Back-off pulling image "${container.image}": ${image.message}` : image.message,
      },
    }
  }
  const waitsForInit =
    pod.spec.containers.includes(container) && (pod.spec.initContainers?.length ?? 0) > 0 && !initialized(pod, seen)
  return { waiting: { reason: waitsForInit ? 'PodInitializing' : 'ContainerCreating' } }
}

const initialized = (pod: Pod, seen: SeenPod): boolean =>
  (pod.spec.initContainers ?? []).every((container) => {
    const record = seen.containers[container.name]
    return container.restartPolicy === 'Always' ? record !== undefined : record?.state === 'exited' && record.exitCode === 0
  })

const phaseOf = (pod: Pod, seen: SeenPod): PodPhase => {
  const policy = pod.spec.restartPolicy
  const initFailed = (pod.spec.initContainers ?? []).some((container) => {
    const record = seen.containers[container.name]
    return container.restartPolicy !== 'Always' && record?.state === 'exited' && record.exitCode !== 0
  })
  if (initFailed && policy === 'Never') return 'Failed'
  const records = pod.spec.containers.map((container) => ({ container, record: seen.containers[container.name] }))
  if (records.some(({ record }) => !record))
    return records.some(({ record }) => record?.state === 'running') ? 'Running' : 'Pending'
  if (records.some(({ record }) => record?.state === 'running')) return 'Running'
  if (
    pod.metadata.deletionTimestamp === undefined &&
    records.some(({ container, record }) => restarts(policy, container, record?.exitCode ?? 0))
  )
    return 'Running'
  return records.every(({ record }) => record?.exitCode === 0) ? 'Succeeded' : 'Failed'
}

const conditions = (pod: Pod, seen: SeenPod, phase: PodPhase, main: ContainerStatus[], now: number): Condition[] => {
  const over = phase === 'Succeeded' || phase === 'Failed'
  const unready = main.filter(({ ready }) => !ready).map(({ name }) => name)
  const ready = !over && unready.length === 0
  const why = over
    ? { reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
    : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` }
  const wanted: Condition[] = [
    { type: 'PodReadyToStartContainers', status: seen.sandbox === 'running' && !over ? 'True' : 'False' },
    initialized(pod, seen)
      ? { type: 'Initialized', status: 'True' }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: 'containers with incomplete status',
        },
    ready ? { type: 'Ready', status: 'True' } : { type: 'Ready', status: 'False', ...why },
    ready ? { type: 'ContainersReady', status: 'True' } : { type: 'ContainersReady', status: 'False', ...why },
    { type: 'PodScheduled', status: 'True' },
  ]
  const known = pod.status?.conditions ?? []
  // Conditions of others are theirs to tell: a patch of the status leaves them as they are.
  return wanted.map((condition): Condition => {
    const before = known.find(({ type }) => type === condition.type)
    const since = before?.status === condition.status ? before.lastTransitionTime : undefined
    return { ...condition, lastProbeTime: null, lastTransitionTime: since ?? seconds(new Date(now).toISOString()) }
  })
}
