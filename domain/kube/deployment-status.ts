import { kubeTime } from './kube-time.ts'
import type { Condition } from './object.ts'
import { fenceposts, wantedOf } from './rollout-plan.ts'
import { dropCondition, findCondition, setCondition } from './set-condition.ts'
import type { Deployment, ReplicaSet } from './workloads.ts'

// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status

export type DeploymentStatus = NonNullable<Deployment['status']>

type Count = 'replicas' | 'readyReplicas' | 'availableReplicas'

const sum = (sets: readonly ReplicaSet[], field: Count): number =>
  sets.reduce((total, { status }) => total + (status?.[field] ?? 0), 0)

const nonZero = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))

/** Sets a condition as Deployments do: with the time it was last written, which the progress deadline counts from. */
export const setDeploymentCondition = (conditions: readonly Condition[] | undefined, next: Condition, now: Date): Condition[] =>
  setCondition(conditions, { ...next, lastUpdateTime: kubeTime(now) }, now)

const availability = (deployment: Deployment, available: number): Condition =>
  available >= wantedOf(deployment) - fenceposts(deployment).unavailable
    ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      }

/** The counts and the Available condition; the other conditions stay as they were. */
export const countedStatus = (
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  now: Date,
): DeploymentStatus => {
  const available = sum(all, 'availableReplicas')
  const wanted = all.reduce((total, set) => total + wantedOf(set), 0)
  const collisions = deployment.status?.collisionCount
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...nonZero({
      replicas: sum(all, 'replicas'),
      updatedReplicas: newest?.status?.replicas ?? 0,
      readyReplicas: sum(all, 'readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, wanted - available),
    }),
    ...(collisions === undefined ? {} : { collisionCount: collisions }),
    conditions: setDeploymentCondition(deployment.status?.conditions, availability(deployment, available), now),
  }
}

/** True when all pods are new and available, and no old ones are left. */
export const isComplete = (deployment: Deployment, status: DeploymentStatus): boolean =>
  (status.updatedReplicas ?? 0) === wantedOf(deployment) &&
  (status.replicas ?? 0) === wantedOf(deployment) &&
  (status.availableReplicas ?? 0) === wantedOf(deployment) &&
  (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)

const hasMoved = ({ status: before = {} }: Deployment, now: DeploymentStatus): boolean => {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(now) < old(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

const deadlineOf = (deployment: Deployment, condition: Condition | undefined): number =>
  Date.parse(condition?.lastUpdateTime ?? '') + (deployment.spec.progressDeadlineSeconds ?? 600) * 1000

const isLate = (deployment: Deployment, condition: Condition | undefined, now: Date): boolean => {
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false
  return condition.reason === 'ProgressDeadlineExceeded' || deadlineOf(deployment, condition) < now.getTime()
}

/** "No deadline" is the largest 32-bit number, as Kubernetes has it. */
const hasDeadline = ({ spec }: Deployment): boolean => (spec.progressDeadlineSeconds ?? 600) !== 2 ** 31 - 1

const progress = (deployment: Deployment, newest: ReplicaSet | undefined, status: DeploymentStatus, now: Date): Condition[] => {
  const conditions = status.conditions ?? []
  if (!hasDeadline(deployment)) return dropCondition(conditions, 'Progressing')
  const known = findCondition(deployment.status?.conditions, 'Progressing')
  if ((status.replicas ?? 0) === (status.updatedReplicas ?? 0) && known?.reason === 'NewReplicaSetAvailable') return conditions
  const who = newest ? `ReplicaSet "${newest.metadata.name}"` : `Deployment "${deployment.metadata.name}"`
  const say = (held: 'True' | 'False', reason: string, what: string): Condition => ({
    type: 'Progressing',
    status: held,
    reason,
    message: `${who} ${what}`,
  })
  if (isComplete(deployment, status)) {
    return setDeploymentCondition(conditions, say('True', 'NewReplicaSetAvailable', 'has successfully progressed.'), now)
  }
  if (hasMoved(deployment, status)) {
    // Written anew each time, for the deadline counts from the last step forward.
    const next = say('True', 'ReplicaSetUpdated', 'is progressing.')
    const since = known?.status === 'True' ? known.lastTransitionTime : undefined
    return [
      ...dropCondition(conditions, 'Progressing'),
      { ...next, lastUpdateTime: kubeTime(now), lastTransitionTime: since ?? kubeTime(now) },
    ]
  }
  if (isLate(deployment, known, now)) {
    return setDeploymentCondition(conditions, say('False', 'ProgressDeadlineExceeded', 'has timed out progressing.'), now)
  }
  return conditions
}

const withFailure = (
  conditions: Condition[],
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  now: Date,
): Condition[] => {
  const failures = [...(newest ? [newest] : []), ...all].flatMap(
    ({ status }) => findCondition(status?.conditions, 'ReplicaFailure') ?? [],
  )
  const [failure] = failures
  if (!failure) return dropCondition(conditions, 'ReplicaFailure')
  const { status, reason, message } = failure
  return setDeploymentCondition(
    conditions,
    { type: 'ReplicaFailure', status, ...(reason ? { reason } : {}), ...(message ? { message } : {}) },
    now,
  )
}

/** The status of a rollout, as `kubectl rollout status` reads it: counts, Available, Progressing with its deadline, ReplicaFailure. */
export const rolloutStatus = (
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newest: ReplicaSet | undefined,
  now: Date,
): DeploymentStatus => {
  const status = countedStatus(deployment, all, newest, now)
  return { ...status, conditions: withFailure(progress(deployment, newest, status, now), all, newest, now) }
}

/** Milliseconds until a rollout that does not move has to be called late; undefined when it is done, late already, or has no deadline. */
export const untilLate = (deployment: Deployment, status: DeploymentStatus, now: Date): number | undefined => {
  const condition = findCondition(status.conditions, 'Progressing')
  if (!condition || !hasDeadline(deployment) || isComplete(deployment, status)) return undefined
  if (condition.reason === 'ProgressDeadlineExceeded' || condition.reason === 'NewReplicaSetAvailable') return undefined
  return Math.max(0, deadlineOf(deployment, condition) - now.getTime()) + 1000
}
