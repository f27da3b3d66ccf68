import type { Node, Taint } from '#domain/kube/node.ts'
import type { Pod, Toleration } from '#domain/kube/pod.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { keyOf, splitKey } from './runtime/informer.ts'

/**
 * Removes pods from hosts whose NoExecute taints they do not tolerate (any longer). The time a pod may stay counts from when the taint
 * was added. A bare pod is lost with its host; one that a controller owns is made anew elsewhere by that controller.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export const taintEviction = ({ client, clock, events, informer }: ControllerContext): Controller => {
  const nodes = informer('nodes')
  const pods = informer('pods').index('host', (object) => ((object as Pod).spec.nodeName ? [(object as Pod).spec.nodeName ?? ''] : []))

  return {
    name: 'taint-eviction',
    workers: 4,
    watches: [
      { resource: 'pods', keys: ({ object }) => ((object as Pod | undefined)?.spec.nodeName && object ? [keyOf(object)] : []) },
      {
        resource: 'nodes',
        keys: ({ object, old }) =>
          object && noExecute(object as Node).length + noExecute(old as Node | undefined).length > 0
            ? pods.indexed('host', object.metadata.name).map(keyOf)
            : [],
      },
    ],
    reconcile: async (key) => {
      const pod = pods.get(key) as Pod | undefined
      const node = pod?.spec.nodeName ? (nodes.get(pod.spec.nodeName) as Node | undefined) : undefined
      if (!pod || !node || pod.metadata.deletionTimestamp) return undefined
      const due = evictionTime(pod, noExecute(node))
      if (due === undefined) return undefined
      const wait = due - clock.now().getTime()
      if (wait > 0) return { requeueAfterMs: wait }
      events.record(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`)
      await client.delete('pods', splitKey(key), pod.metadata.uid ? { preconditions: { uid: pod.metadata.uid } } : {})
      return undefined
    },
  }
}

const noExecute = (node: Node | undefined): Taint[] => (node?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute')

const tolerates = (toleration: Toleration, taint: Taint): boolean =>
  (!toleration.effect || toleration.effect === taint.effect) &&
  (!toleration.key || toleration.key === taint.key) &&
  (toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? ''))

/** When the pod has to go, in epoch milliseconds; undefined while it may stay for ever. */
const evictionTime = (pod: Pod, taints: Taint[]): number | undefined => {
  const times = taints.flatMap((taint) => {
    const added = taint.timeAdded ? Date.parse(taint.timeAdded) : 0
    const matching = (pod.spec.tolerations ?? []).filter((toleration) => tolerates(toleration, taint))
    if (matching.length === 0) return [added]
    const limits = matching.flatMap(({ tolerationSeconds }) => (tolerationSeconds === undefined ? [] : [tolerationSeconds]))
    return limits.length === 0 ? [] : [added + Math.max(0, Math.min(...limits)) * 1000]
  })
  return times.length === 0 ? undefined : Math.min(...times)
}
