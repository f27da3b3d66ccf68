import {
  countedStatus,
  type DeploymentStatus,
  rolloutStatus,
  setDeploymentCondition,
  untilLate,
} from '#domain/kube/deployment-status.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { selects } from '#domain/kube/labels.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { controllerOf } from '#domain/kube/owners.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { DESIRED_REPLICAS_ANNOTATION } from '#domain/kube/revision.ts'
import { scaledSizes, wantedOf } from '#domain/kube/rollout-plan.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { Deployment, ReplicaSet } from '#domain/kube/workloads.ts'
import { allSets, type Rollout, recreateStep, resizeSets, rollingStep, sortSets, trimHistory } from './deployment/rollout.ts'
import { DEPLOYMENTS, SETS } from './deployment/sets.ts'
import { claim, indexByController } from './runtime/claim.ts'
import type { Controller, ControllerContext, ReconcileResult } from './runtime/controller.ts'
import { type CacheEvent, keyOf } from './runtime/informer.ts'

/**
 * Carries a Deployment's template out through ReplicaSets, one per template. Each reconcile takes one step as far as it may now; the
 * change it makes brings the next. So at every moment it is in one of these: paused or being scaled (sizes follow, nothing new begins),
 * rolling or recreating (towards the newest set), or complete (old sets beyond the history go).
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export const deployment = (context: ControllerContext): Controller => {
  const { client, clock, informer } = context
  const deployments = informer(DEPLOYMENTS).index('namespace', ({ metadata }) => [metadata.namespace ?? ''])
  const sets = indexByController(informer(SETS))
  indexByController(informer('pods'))

  const writeStatus = async (stored: Deployment, { deployment: current }: Rollout, status: DeploymentStatus) => {
    if (jsonEqual(status, stored.status)) return
    await client.update(DEPLOYMENTS, { ...current, status }, { subresource: 'status' })
  }

  const sizeOnly = async (stored: Deployment, owned: ReplicaSet[]): Promise<ReconcileResult> => {
    const sorted = await sortSets(context, stored, owned, false)
    const rollout = await resizeSets(context, sorted, scaledSizes(sorted.deployment, sorted.old, sorted.newest))
    if (stored.spec.paused) await trimHistory(context, rollout, false)
    const counted = countedStatus(rollout.deployment, allSets(rollout), rollout.newest, clock.now())
    await writeStatus(stored, rollout, { ...counted, conditions: pausedConditions(stored, counted, clock.now()) })
    return undefined
  }

  const rollOut = async (stored: Deployment, owned: ReplicaSet[]): Promise<ReconcileResult> => {
    const rollout =
      stored.spec.strategy?.type === 'Recreate'
        ? await recreateStep(context, stored, owned)
        : await rollingStep(context, await sortSets(context, stored, owned, true))
    await trimHistory(context, rollout, true)
    const now = clock.now()
    const resumed = pausedConditions(rollout.deployment, rollout.deployment.status ?? {}, now)
    const current: Deployment = { ...rollout.deployment, status: { ...rollout.deployment.status, conditions: resumed } }
    const status = rolloutStatus(current, allSets(rollout), rollout.newest, now)
    await writeStatus(stored, rollout, status)
    const late = untilLate(current, status, now)
    return late === undefined ? undefined : { requeueAfterMs: late }
  }

  const setKeys = ({ object, old }: CacheEvent): string[] => {
    const owners = [object, old].flatMap((each) => (each ? ownerKey(each) : []))
    const orphan = object && !controllerOf(object) ? object : undefined
    const adopters = orphan
      ? (deployments.indexed('namespace', orphan.metadata.namespace ?? '') as Deployment[]).filter(({ spec }) =>
          selects(spec.selector, orphan.metadata.labels),
        )
      : []
    return [...new Set([...owners, ...adopters.map(keyOf)])]
  }

  /** A Recreate waits for the last old pod; no other pod changes matter here, for the sets count them. */
  const podKeys = ({ object, old }: CacheEvent): string[] => {
    if (object && !isTerminal(object as Pod)) return []
    const pod = object ?? old
    const owner = pod && controllerOf(pod)
    const set = owner && sets.get(`${pod.metadata.namespace}/${owner.name}`)
    return (set ? ownerKey(set) : []).filter((key) => (deployments.get(key) as Deployment)?.spec.strategy?.type === 'Recreate')
  }

  return {
    name: 'deployment',
    workers: 4,
    watches: [
      { resource: DEPLOYMENTS, keys: ({ object }) => (object ? [keyOf(object)] : []) },
      { resource: SETS, keys: setKeys },
      { resource: 'pods', keys: podKeys },
    ],
    reconcile: async (key) => {
      const stored = deployments.get(key) as Deployment | undefined
      if (!stored) return undefined
      const owned = (await claim({ client, informer: sets, owner: stored, ownerResource: DEPLOYMENTS })) as ReplicaSet[]
      if (stored.metadata.deletionTimestamp) {
        const rollout = { deployment: stored, newest: undefined, old: owned }
        await writeStatus(stored, rollout, countedStatus(stored, owned, undefined, clock.now()))
        return undefined
      }
      return stored.spec.paused || wasScaled(stored, owned) ? sizeOnly(stored, owned) : rollOut(stored, owned)
    },
  }
}

const ownerKey = (set: KubeObject): string[] => {
  const owner = controllerOf(set)
  return owner?.kind === 'Deployment' ? [`${set.metadata.namespace}/${owner.name}`] : []
}

/** True when a set was last sized for another number of replicas than the Deployment wants now. */
const wasScaled = (deployment: Deployment, sets: readonly ReplicaSet[]): boolean =>
  sets.some((set) => {
    const desired = set.metadata.annotations?.[DESIRED_REPLICAS_ANNOTATION]
    return wantedOf(set) > 0 && desired !== undefined && Number(desired) !== wantedOf(deployment)
  })

/** A paused Deployment can't be late: its Progressing is Unknown, and the deadline begins anew when it is resumed. */
const pausedConditions = ({ spec }: Deployment, { conditions }: DeploymentStatus, now: Date) => {
  const known = findCondition(conditions, 'Progressing')
  const isMarked = known?.reason === 'DeploymentPaused'
  if (known?.reason === 'ProgressDeadlineExceeded' || Boolean(spec.paused) === isMarked) return conditions ?? []
  const [reason, message] = spec.paused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed']
  return setDeploymentCondition(conditions, { type: 'Progressing', status: 'Unknown', reason, message }, now)
}
