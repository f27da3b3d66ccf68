import { hasReason } from '#domain/errors.ts'
import { kubeTime } from '#domain/kube/kube-time.ts'
import type { Node } from '#domain/kube/node.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { keyOf, splitKey } from './runtime/informer.ts'
import { indexByHost, podsOn } from './runtime/pods-by-host.ts'

/** How often everything is looked over. */
export const LOOK_EVERY_MS = 20_000
/** How long a host has to be missing before its pods are given up: one that is being registered anew must not lose them. */
export const MISSING_FOR_MS = 40_000
/** Finished pods that are kept, for people to look at. */
export const FINISHED_KEPT = 12_500
const AT_ONCE = 200

const ALL = 'all pods'
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service'

/**
 * Removes the pods nobody else can: those on hosts that no longer exist or were declared out of service, for which no Spherelet will
 * confirm the end, and the oldest finished ones beyond a number.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection
 */
export const podGc = ({ client, clock, informer }: ControllerContext): Controller => {
  const pods = indexByHost(informer('pods'))
  const nodes = informer('nodes')
  const missingSince = new Map<string, number>()

  const remove = async (pod: Pod, why: string): Promise<void> => {
    const ref = splitKey(keyOf(pod))
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByPodGC',
      message: why,
      lastTransitionTime: kubeTime(clock.now()),
    }
    try {
      if (!isTerminal(pod)) {
        const body = { metadata: { uid: pod.metadata.uid }, status: { phase: 'Failed', conditions: [condition] } }
        await client.patch('pods', ref, { type: 'strategic', body }, { subresource: 'status' })
      }
      await client.delete('pods', ref, {
        gracePeriodSeconds: 0,
        ...(pod.metadata.uid ? { preconditions: { uid: pod.metadata.uid } } : {}),
      })
    } catch (error) {
      if (!hasReason(error, 'NotFound') && !hasReason(error, 'Conflict')) throw error
    }
  }

  const removeAll = async (some: readonly Pod[], why: string): Promise<void> => {
    for (let start = 0; start < some.length; start += AT_ONCE) {
      await Promise.all(some.slice(start, start + AT_ONCE).map((pod) => remove(pod, why)))
    }
  }

  const isGone = async (name: string): Promise<boolean> => {
    try {
      await client.get('nodes', { name })
      return false
    } catch (error) {
      if (hasReason(error, 'NotFound')) return true
      throw error
    }
  }

  const ofMissingHosts = async (): Promise<void> => {
    const now = clock.now().getTime()
    const named = new Set([...(pods.list() as Iterable<Pod>)].flatMap(({ spec }) => (spec.nodeName ? [spec.nodeName] : [])))
    const missing = [...named].filter((name) => !nodes.get(name))
    for (const name of missingSince.keys()) if (!missing.includes(name)) missingSince.delete(name)
    for (const name of missing) {
      const since = missingSince.get(name) ?? now
      missingSince.set(name, since)
      if (now - since < MISSING_FOR_MS || !(await isGone(name))) continue
      await removeAll(podsOn(pods, name), 'PodGC: node no longer exists')
    }
  }

  const ofLostHosts = async (): Promise<void> => {
    for (const node of nodes.list() as Iterable<Node>) {
      const isReady = findCondition(node.status?.conditions, 'Ready')?.status === 'True'
      if (isReady || !node.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE)) continue
      const ending = podsOn(pods, node.metadata.name).filter(({ metadata }) => metadata.deletionTimestamp)
      await removeAll(ending, 'PodGC: node is out of service')
    }
  }

  const finished = async (): Promise<void> => {
    const all = ([...pods.list()] as Pod[]).filter((pod) => isTerminal(pod) && !pod.metadata.deletionTimestamp)
    const created = ({ metadata }: Pod) => metadata.creationTimestamp ?? ''
    const surplus = all.length - FINISHED_KEPT
    if (surplus <= 0) return
    await removeAll(all.sort((a, b) => (created(a) < created(b) ? -1 : 1)).slice(0, surplus), 'PodGC: too many finished pods')
  }

  return {
    name: 'pod-gc',
    watches: [
      { resource: 'pods', keys: () => [] },
      { resource: 'nodes', keys: ({ object }) => (object ? [] : [ALL]) },
    ],
    started: (enqueue) => enqueue(ALL),
    reconcile: async () => {
      await ofMissingHosts()
      await ofLostHosts()
      await finished()
      return { requeueAfterMs: LOOK_EVERY_MS }
    },
  }
}
