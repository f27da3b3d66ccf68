import { matchesRequirements } from './labels.ts'
import type { Pod } from './pod.ts'
import { isAvailable, isReady } from './pod-availability.ts'
import { dropCondition, setCondition } from './set-condition.ts'
import type { ReplicaSet } from './workloads.ts'

/** Why the wanted number of pods could not be reached, in words for the ReplicaFailure condition. */
export interface ReplicaFailure {
  reason: 'FailedCreate' | 'FailedDelete'
  message: string
}

export type ReplicaSetStatus = NonNullable<ReplicaSet['status']>

/**
 * The status of a set from its active pods. `failure` is what went wrong just now, `null` that nothing did, and undefined that nobody
 * tried: then a failure that was told before stays. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replica-set-v1/#ReplicaSetStatus
 */
export const replicaSetStatus = (
  set: ReplicaSet,
  pods: readonly Pod[],
  failure: ReplicaFailure | null | undefined,
  now: Date,
): ReplicaSetStatus => {
  const labels = Object.entries(set.spec.template.metadata?.labels ?? {}).map(([key, value]) => ({
    key,
    operator: 'In' as const,
    values: [value],
  }))
  const count = (is: (pod: Pod) => boolean) => pods.filter(is).length
  const fully = count((pod) => matchesRequirements(pod.metadata.labels, labels))
  const ready = count(isReady)
  const available = count((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now))
  const before = set.status?.conditions
  const conditions = failure
    ? setCondition(before, { type: 'ReplicaFailure', status: 'True', ...failure }, now)
    : failure === null
      ? dropCondition(before, 'ReplicaFailure')
      : (before ?? [])
  return {
    replicas: pods.length,
    ...(fully ? { fullyLabeledReplicas: fully } : {}),
    ...(ready ? { readyReplicas: ready } : {}),
    ...(available ? { availableReplicas: available } : {}),
    observedGeneration: set.metadata.generation ?? 0,
    ...(conditions.length ? { conditions } : {}),
  }
}
