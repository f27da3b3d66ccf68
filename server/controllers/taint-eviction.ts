import { hasReason } from '#domain/errors.ts'
import type { Node, Taint } from '#domain/kube/node.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import { coversTaint } from '#domain/kube/tolerates.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { keyOf, splitKey } from './runtime/informer.ts'
import { indexByHost, podsOn } from './runtime/pods-by-host.ts'

const OF_HEALTH = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'])
const LOOK_AGAIN_MS = 10_000

/**
 * Removes pods from hosts whose NoExecute taints they do not tolerate (any longer). The time a pod may stay counts from when the taint
 * was added. A bare pod is lost with its host; one that a controller owns is made anew elsewhere by that controller. While no host at
 * all is ready nobody is evicted for his host's health: there is nowhere to go, and the trouble is more likely on the way to the hosts.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export const taintEviction = ({ client, clock, events, informer }: ControllerContext): Controller => {
  const nodes = informer('nodes')
  const pods = indexByHost(informer('pods'))
  const ready = new Set<string>()
  nodes.onChange(({ object, old }) => {
    const name = (object ?? old)?.metadata.name ?? ''
    if (object && findCondition((object as Node).status?.conditions, 'Ready')?.status === 'True') ready.add(name)
    else ready.delete(name)
  })

  return {
    name: 'taint-eviction',
    workers: 4,
    watches: [
      { resource: 'pods', keys: ({ object }) => ((object as Pod | undefined)?.spec.nodeName && object ? [keyOf(object)] : []) },
      {
        resource: 'nodes',
        keys: ({ object, old }) =>
          object && noExecute(object as Node).length + noExecute(old as Node | undefined).length > 0
            ? podsOn(pods, object.metadata.name).map(keyOf)
            : [],
      },
    ],
    reconcile: async (key) => {
      const pod = pods.get(key) as Pod | undefined
      const node = pod?.spec.nodeName ? (nodes.get(pod.spec.nodeName) as Node | undefined) : undefined
      if (!pod || !node || pod.metadata.deletionTimestamp) return undefined
      const taints = noExecute(node)
      const health = taints.filter(({ key: name }) => OF_HEALTH.has(name))
      const isHeld = ready.size === 0 && health.length > 0
      const due = evictionTime(pod, isHeld ? taints.filter((taint) => !health.includes(taint)) : taints)
      if (due === undefined) return isHeld ? { requeueAfterMs: LOOK_AGAIN_MS } : undefined
      const wait = due - clock.now().getTime()
      if (wait > 0) return { requeueAfterMs: isHeld ? Math.min(wait, LOOK_AGAIN_MS) : wait }
      try {
        await client.delete('pods', splitKey(key), pod.metadata.uid ? { preconditions: { uid: pod.metadata.uid } } : {})
      } catch (error) {
        // Another pod of that name is not the one that was meant.
        if (hasReason(error, 'Conflict')) return undefined
        throw error
      }
      events.record(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`)
      return undefined
    },
  }
}

const noExecute = (node: Node | undefined): Taint[] => (node?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute')

/** When the pod has to go, in epoch milliseconds; undefined while it may stay for ever. */
const evictionTime = (pod: Pod, taints: Taint[]): number | undefined => {
  const times = taints.flatMap((taint) => {
    const matching = (pod.spec.tolerations ?? []).filter((toleration) => coversTaint(toleration, taint))
    if (matching.length === 0) return [0]
    const limits = matching.flatMap(({ tolerationSeconds }) => (tolerationSeconds === undefined ? [] : [tolerationSeconds]))
    // Without the time it was added nothing can be counted; node-lifecycle writes it in a moment, and that makes the pod due again.
    if (limits.length === 0 || !taint.timeAdded) return []
    return [Date.parse(taint.timeAdded) + Math.max(0, Math.min(...limits)) * 1000]
  })
  return times.length === 0 ? undefined : Math.min(...times)
}
