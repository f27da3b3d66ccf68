import { isTerminal, type Pod } from './pod.ts'
import { findCondition } from './set-condition.ts'

/** Pods that count as replicas: neither finished nor being deleted. */
export const isActive = (pod: Pod): boolean => !isTerminal(pod) && pod.metadata.deletionTimestamp === undefined

/** True when the pod's Ready condition holds. */
export const isReady = (pod: Pod): boolean => findCondition(pod.status?.conditions, 'Ready')?.status === 'True'

/** Since when the pod is ready, in epoch milliseconds; undefined while it is not. */
export const readySince = (pod: Pod): number | undefined => {
  const ready = findCondition(pod.status?.conditions, 'Ready')
  if (ready?.status !== 'True') return undefined
  return ready.lastTransitionTime ? Date.parse(ready.lastTransitionTime) : undefined
}

/**
 * When a ready pod becomes available, in epoch milliseconds: after it was ready for `minReadySeconds` without a break. Undefined while
 * it is not ready. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds
 */
export const availableFrom = (pod: Pod, minReadySeconds: number): number | undefined => {
  if (!isReady(pod)) return undefined
  if (minReadySeconds === 0) return 0
  const since = readySince(pod)
  return since === undefined ? undefined : since + minReadySeconds * 1000
}

/** True when the pod has been ready for `minReadySeconds` at `now`. */
export const isAvailable = (pod: Pod, minReadySeconds: number, now: Date): boolean => {
  const from = availableFrom(pod, minReadySeconds)
  return from !== undefined && from <= now.getTime()
}
