import { hasReason } from '#domain/errors.ts'
import { isComplete, rolloutStatus, setDeploymentCondition } from '#domain/kube/deployment-status.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { REVISION_ANNOTATION, revisionOf } from '#domain/kube/revision.ts'
import { newSetSize, oldSetSizes, type Resize, wantedOf } from '#domain/kube/rollout-plan.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { Deployment, ReplicaSet } from '#domain/kube/workloads.ts'
import { controlledBy } from '../runtime/claim.ts'
import type { ControllerContext } from '../runtime/controller.ts'
import { keyOf, splitKey } from '../runtime/informer.ts'
import { createNewest, DEPLOYMENTS, findNewest, promote, resize, SETS } from './sets.ts'

/** A Deployment with its sets in the middle of one reconcile: each step answers with what it has made of it. */
export interface Rollout {
  deployment: Deployment
  newest: ReplicaSet | undefined
  old: ReplicaSet[]
}

/** Every set of the rollout. */
export const allSets = ({ old, newest }: Rollout): ReplicaSet[] => (newest ? [...old, newest] : old)

const progressing = ({ deployment }: Rollout, reason: string, message: string, now: Date): Deployment => {
  const { conditions } = deployment.status ?? {}
  const next = setDeploymentCondition(conditions, { type: 'Progressing', status: 'True', reason, message }, now)
  return { ...deployment, status: { ...deployment.status, conditions: next } }
}

/**
 * Tells the newest set from the old ones and puts the revision on it and on the Deployment. With `mayCreate` there is a newest set
 * afterwards. A rollback needs nothing of its own: the set that has the old template becomes the newest.
 */
export const sortSets = async (
  context: ControllerContext,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  mayCreate: boolean,
): Promise<Rollout> => {
  const now = context.clock.now()
  const found = findNewest(deployment, sets)
  const old = sets.filter((set) => set !== found)
  const rollout: Rollout = { deployment, newest: undefined, old }
  if (found) {
    rollout.newest = await promote(context, deployment, found, old)
    if (!findCondition(deployment.status?.conditions, 'Progressing')) {
      rollout.deployment = progressing(rollout, 'FoundNewReplicaSet', `Found new replica set "${found.metadata.name}"`, now)
    }
  } else if (mayCreate) {
    rollout.newest = await createNewest(context, deployment, old)
    rollout.deployment = progressing(
      rollout,
      'NewReplicaSetCreated',
      `Created new replica set "${rollout.newest.metadata.name}"`,
      now,
    )
  }
  return { ...rollout, deployment: await noteRevision(context, rollout) }
}

const noteRevision = async ({ client }: ControllerContext, { deployment, newest }: Rollout): Promise<Deployment> => {
  if (!newest || revisionOf(deployment) === revisionOf(newest)) return deployment
  const body = { metadata: { annotations: { [REVISION_ANNOTATION]: String(revisionOf(newest)) } } }
  const noted = (await client.patch(DEPLOYMENTS, splitKey(keyOf(deployment)), { type: 'merge', body })) as Deployment
  // What else changed meanwhile is for the next round, and makes this one's status write a conflict no more than it should be.
  const { annotations, resourceVersion } = noted.metadata
  const isSame = noted.metadata.generation === deployment.metadata.generation
  return {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      ...(annotations ? { annotations } : {}),
      ...(isSame && resourceVersion ? { resourceVersion } : {}),
    },
  }
}

/** The rollout with those sets resized. */
export const resizeSets = async (context: ControllerContext, rollout: Rollout, sizes: readonly Resize[]): Promise<Rollout> => {
  const changed = new Map<ReplicaSet, ReplicaSet>()
  for (const size of sizes) changed.set(size.set, await resize(context, rollout.deployment, size))
  const now = (set: ReplicaSet) => changed.get(set) ?? set
  return { ...rollout, old: rollout.old.map(now), newest: rollout.newest && now(rollout.newest) }
}

const growNewest = (context: ControllerContext, rollout: Rollout): Promise<Rollout> => {
  const { deployment, newest } = rollout
  if (!newest) return Promise.resolve(rollout)
  return resizeSets(context, rollout, [{ set: newest, replicas: newSetSize(deployment, allSets(rollout), newest) }])
}

/** One step of a rolling update: the new set first, then the old ones, each as far as surge and availability allow now. */
export const rollingStep = async (context: ControllerContext, rollout: Rollout): Promise<Rollout> => {
  const grown = await growNewest(context, rollout)
  const { deployment, newest, old } = grown
  return newest ? resizeSets(context, grown, oldSetSizes(deployment, old, newest)) : grown
}

/** One step of a Recreate: everything old ends, and only when its last pod is gone does the new set begin. */
export const recreateStep = async (context: ControllerContext, deployment: Deployment, sets: ReplicaSet[]): Promise<Rollout> => {
  const sorted = await sortSets(context, deployment, sets, false)
  const running = sorted.old.filter((set) => wantedOf(set) > 0)
  if (running.length > 0)
    return resizeSets(
      context,
      sorted,
      running.map((set) => ({ set, replicas: 0 })),
    )
  const pods = context.informer('pods')
  const isOccupied = sorted.old.some((set) => (controlledBy(pods, set) as Pod[]).some((pod) => !isTerminal(pod)))
  if (isOccupied) return sorted
  const ready = sorted.newest ? sorted : await sortSets(context, sorted.deployment, allSets(sorted), true)
  return growNewest(context, ready)
}

/** Removes the oldest empty sets beyond the history that the Deployment keeps, once the rollout is through. */
export const trimHistory = async (
  { client, clock }: ControllerContext,
  rollout: Rollout,
  whenComplete: boolean,
): Promise<void> => {
  const { deployment, newest, old } = rollout
  if (whenComplete && !isComplete(deployment, rolloutStatus(deployment, allSets(rollout), newest, clock.now()))) return
  const kept = old.filter((set) => !set.metadata.deletionTimestamp).sort((a, b) => revisionOf(a) - revisionOf(b))
  const surplus = kept.slice(0, Math.max(0, kept.length - (deployment.spec.revisionHistoryLimit ?? 10)))
  for (const set of surplus) {
    const isSeen = (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0)
    if (wantedOf(set) > 0 || (set.status?.replicas ?? 0) > 0 || !isSeen) continue
    const { uid } = set.metadata
    await client.delete(SETS, splitKey(keyOf(set)), uid ? { preconditions: { uid } } : {}).catch((error) => {
      if (!hasReason(error, 'NotFound')) throw error
    })
  }
}
