import { podsToDelete } from '#domain/kube/deletion-order.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { selects } from '#domain/kube/labels.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { controllerOf } from '#domain/kube/owners.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { availableFrom, isActive } from '#domain/kube/pod-availability.ts'
import { type ReplicaFailure, replicaSetStatus } from '#domain/kube/replica-set-status.ts'
import type { ReplicaSet } from '#domain/kube/workloads.ts'
import { createPod, deletePod, PodControlError } from './replica-set/pod-control.ts'
import { slowStart } from './replica-set/slow-start.ts'
import { claim, controlledBy, indexByController } from './runtime/claim.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { type CacheEvent, keyOf } from './runtime/informer.ts'
import { SeenWrites } from './runtime/seen-writes.ts'

const SETS = 'replicasets.apps'
/** Creates or deletes in one go; what is left is done when these have been seen. */
const BURST = 500

/**
 * Keeps as many pods as a ReplicaSet asks for. It counts in a cache that lags behind, so it does nothing to the number while its own
 * last creates and deletes are not in the cache yet. What a quota refuses is told in the set's ReplicaFailure condition, and tried
 * again when something in the namespace may have made room.
 * https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/
 */
export const replicaSet = (context: ControllerContext): Controller => {
  const { client, clock, informer } = context
  const sets = indexByController(informer(SETS)).index('namespace', ({ metadata }) => [metadata.namespace ?? ''])
  const pods = indexByController(informer('pods'))
  const writes = new SeenWrites(pods)
  const refused = new Set<string>()
  const inNamespace = (namespace: string | undefined) => sets.indexed('namespace', namespace ?? '') as ReplicaSet[]

  /** Pods of the sets that the same Deployment owns, by which hosts are called crowded. */
  const family = (set: ReplicaSet): Pod[] => {
    const owner = controllerOf(set)
    const related = owner ? sets.indexed('controller', owner.uid) : [set]
    return related.flatMap((each) => controlledBy(pods, each) as Pod[]).filter(isActive)
  }

  /** Undefined when nothing was tried, `null` when it went well. */
  const adjust = async (set: ReplicaSet, active: Pod[]): Promise<ReplicaFailure | null | undefined> => {
    if (set.metadata.deletionTimestamp || !writes.areSeen(keyOf(set))) return undefined
    const missing = (set.spec.replicas ?? 1) - active.length
    try {
      if (missing > 0) await slowStart(Math.min(missing, BURST), () => createPod(context, writes, set))
      if (missing < 0) {
        const surplus = podsToDelete(active, family(set), Math.min(-missing, BURST), clock.now())
        await Promise.all(surplus.map((pod) => deletePod(context, writes, set, pod)))
      }
      return null
    } catch (error) {
      if (error instanceof PodControlError) return error.failure
      throw error
    }
  }

  const reconcile = async (key: string) => {
    const set = sets.get(key) as ReplicaSet | undefined
    if (!set) {
      writes.forget(key)
      refused.delete(key)
      return undefined
    }
    const owned = (await claim({ client, informer: pods, owner: set, ownerResource: SETS, mayAdopt: isAdoptable })) as Pod[]
    const active = owned.filter(isActive)
    const failure = await adjust(set, active)
    const status = replicaSetStatus(set, active, failure, clock.now())
    if (failure) refused.add(key)
    else if (failure === null) refused.delete(key)
    if (!jsonEqual(status, set.status)) await client.update(SETS, { ...set, status }, { subresource: 'status' })
    // The queue owns the pause, which grows; the set itself says what is wrong.
    if (failure) throw new Error(failure.message)
    return nextAvailability(active, set.spec.minReadySeconds ?? 0, clock.now())
  }

  const podKeys = ({ object, old }: CacheEvent): string[] => {
    const owners = [object, old].flatMap((each) => (each ? setKeyOf(each) : []))
    // A pod nobody controls may be one that a set selects.
    const orphan = object && !controllerOf(object) ? object : undefined
    const adopters = orphan
      ? inNamespace(orphan.metadata.namespace).filter((set) => selects(set.spec.selector, orphan.metadata.labels))
      : []
    return [...new Set([...owners, ...adopters.map(keyOf), ...(object ? [] : waitingForRoom(old?.metadata.namespace))])]
  }

  const waitingForRoom = (namespace: string | undefined): string[] =>
    [...refused].filter((key) => key.startsWith(`${namespace}/`))

  return {
    name: 'replica-set',
    workers: 8,
    watches: [
      { resource: SETS, keys: ({ object, old }) => [object ?? old].flatMap((each) => (each ? [keyOf(each)] : [])) },
      { resource: 'pods', keys: podKeys },
      { resource: 'resourcequotas', keys: ({ object, old }) => waitingForRoom((object ?? old)?.metadata.namespace) },
    ],
    reconcile,
  }
}

const isAdoptable = (object: KubeObject): boolean => isActive(object as Pod)

const setKeyOf = (pod: KubeObject): string[] => {
  const owner = controllerOf(pod)
  return owner?.kind === 'ReplicaSet' ? [`${pod.metadata.namespace}/${owner.name}`] : []
}

/** When the first of the pods that are ready but not yet available becomes so. */
const nextAvailability = (pods: Pod[], minReadySeconds: number, now: Date): { requeueAfterMs: number } | undefined => {
  if (minReadySeconds === 0) return undefined
  const waits = pods.flatMap((pod) => {
    const from = availableFrom(pod, minReadySeconds)
    return from !== undefined && from > now.getTime() ? [from - now.getTime()] : []
  })
  return waits.length ? { requeueAfterMs: Math.min(...waits) } : undefined
}
