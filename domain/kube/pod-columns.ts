import { humanDuration } from './human-duration.ts'
import type { Container, ContainerStatus, Pod } from './pod.ts'

// How `kubectl get pods` tells a pod's state in one word, as https://pkg.go.dev/k8s.io/kubernetes/pkg/printers/internalversion does.

const isSidecar = (containers: Container[] | undefined, name: string): boolean =>
  containers?.find((container) => container.name === name)?.restartPolicy === 'Always'

const exitReason = ({ terminated }: NonNullable<ContainerStatus['state']>): string => {
  if (terminated?.reason) return terminated.reason
  return terminated?.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated?.exitCode}`
}

/** The reason of the first init container that is not through, `Init:0/2` while they run one after the other. */
const initReason = (pod: Pod): string | undefined => {
  const statuses = pod.status?.initContainerStatuses ?? []
  const count = pod.spec.initContainers?.length ?? 0
  for (const [index, status] of statuses.entries()) {
    const { state = {} } = status
    if (state.terminated?.exitCode === 0) continue
    if (isSidecar(pod.spec.initContainers, status.name) && status.started) continue
    if (state.terminated) return `Init:${exitReason(state)}`
    const waiting = state.waiting?.reason
    if (waiting && waiting !== 'PodInitializing') return `Init:${waiting}`
    return `Init:${index}/${count}`
  }
  return undefined
}

const containerReason = (statuses: readonly ContainerStatus[], ready: boolean, fallback: string): string => {
  let reason = fallback
  let isRunning = false
  for (const { state = {}, ready: isReady } of [...statuses].reverse()) {
    if (state.waiting?.reason) reason = state.waiting.reason
    else if (state.terminated) reason = exitReason(state)
    else if (isReady && state.running) isRunning = true
  }
  if (reason === 'Completed' && isRunning) return ready ? 'Running' : 'NotReady'
  return reason
}

/** The STATUS column. */
export const podReason = (pod: Pod): string => {
  const { status } = pod
  const fallback = status?.reason || status?.phase || 'Unknown'
  const conditions = status?.conditions ?? []
  const gated = conditions.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated')
  const ready = conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True')
  const reason = initReason(pod) ?? containerReason(status?.containerStatuses ?? [], ready, gated ? 'SchedulingGated' : fallback)
  if (!pod.metadata.deletionTimestamp) return reason
  if (status?.reason === 'NodeLost') return 'Unknown'
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? reason : 'Terminating'
}

const lastFinished = (statuses: readonly ContainerStatus[]): string | undefined =>
  statuses
    .map(({ lastState }) => lastState?.terminated?.finishedAt)
    .filter((time) => time !== undefined)
    .sort()
    .at(-1)

/** The RESTARTS column: a number, or `3 (5m ago)`. */
export const podRestarts = (pod: Pod, now: Date): string => {
  const running = pod.status?.containerStatuses ?? []
  const sidecars = (pod.status?.initContainerStatuses ?? []).filter(({ name }) => isSidecar(pod.spec.initContainers, name))
  const counted = initReason(pod) === undefined ? [...running, ...sidecars] : (pod.status?.initContainerStatuses ?? [])
  const count = counted.reduce((sum, { restartCount }) => sum + restartCount, 0)
  const last = lastFinished(counted)
  return count > 0 && last ? `${count} (${humanDuration(now.getTime() - Date.parse(last))} ago)` : String(count)
}

/** The READY column: containers that are ready, of all that stay running. */
export const podReady = (pod: Pod): string => {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always')
  const statuses = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []).filter(({ name }) => isSidecar(pod.spec.initContainers, name)),
  ]
  const ready = statuses.filter((status) => status.ready && status.state?.running)
  return `${ready.length}/${pod.spec.containers.length + sidecars.length}`
}
