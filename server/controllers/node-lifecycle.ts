import { hasReason } from '#domain/errors.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { kubeTime } from '#domain/kube/kube-time.ts'
import type { Node } from '#domain/kube/node.ts'
import { wantedTaints } from '#domain/kube/node-taints.ts'
import type { Condition } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { isReady } from '#domain/kube/pod-availability.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { Lease } from '#domain/kube/workloads.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { keyOf, splitKey } from './runtime/informer.ts'
import { indexByHost, podsOn } from './runtime/pods-by-host.ts'

/** A host whose Lease has not been renewed for this long is not heard from any more (kube-controller-manager's node-monitor-grace-period). */
export const NODE_GRACE_MS = 40_000

const LEASES = 'leases.coordination.k8s.io'

/**
 * Watches the heartbeat of every host. A Lease that is not renewed any more turns Ready to Unknown, for the host and for the pods on it;
 * Ready and spec.unschedulable are mirrored as taints, which keep new pods away and, by the taint-eviction controller, move the ones
 * that are there. Silence is measured by our own clock from when we last saw the Lease change: a host's clock may be wrong, and after a
 * pause of the control plane every Lease is old.
 * https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats
 */
export const nodeLifecycle = ({ client, clock, events, informer }: ControllerContext): Controller => {
  const nodes = informer('nodes')
  const leases = informer(LEASES)
  const pods = indexByHost(informer('pods'))
  const heard = new Map<string, { beat: string; at: number }>()

  // A status that is posted is a heartbeat too, or a host that comes back with it first would be taken for silent once more.
  const silentFor = (name: string, node: Node): number => {
    const renewTime = (leases.get(`kube-node-lease/${name}`) as Lease | undefined)?.spec?.renewTime
    const beat = `${renewTime} ${findCondition(node.status?.conditions, 'Ready')?.lastHeartbeatTime}`
    const now = clock.now().getTime()
    const known = heard.get(name)
    if (known?.beat === beat) return now - known.at
    heard.set(name, { beat, at: now })
    return 0
  }

  /** The pods of a silent host may run or not; nobody should count on them. */
  const doubtPods = async (host: string): Promise<void> => {
    for (const pod of podsOn(pods, host).filter(isReady)) {
      const condition = { type: 'Ready', status: 'False', lastTransitionTime: kubeTime(clock.now()) }
      const body = { metadata: { uid: pod.metadata.uid }, status: { conditions: [condition] } }
      try {
        await client.patch('pods', splitKey(keyOf(pod)), { type: 'strategic', body }, { subresource: 'status' })
        events.record(pod, 'Warning', 'NodeNotReady', 'Node is not ready')
      } catch (error) {
        if (!hasReason(error, 'NotFound') && !hasReason(error, 'Conflict')) throw error
      }
    }
  }

  return {
    name: 'node-lifecycle',
    workers: 4,
    watches: [
      { resource: 'nodes', keys: ({ object, old }) => [(object ?? old)?.metadata.name ?? ''] },
      {
        resource: LEASES,
        keys: ({ object }) => (object?.metadata.namespace === 'kube-node-lease' ? [object.metadata.name] : []),
      },
      {
        resource: 'pods',
        keys: ({ object }) => podOfDoubtfulHost(object as Pod | undefined, (name) => nodes.get(name) as Node | undefined),
      },
    ],
    reconcile: async (name) => {
      // 1. A node that is gone needs nothing.
      const node = nodes.get(name) as Node | undefined
      if (!node) {
        heard.delete(name)
        return undefined
      }

      // 2. Silent for too long: nobody knows how it is, and so its conditions say.
      const silent = silentFor(name, node)
      let current: Node = node
      if (silent >= NODE_GRACE_MS && readiness(node) !== 'Unknown') {
        current = (await client.update('nodes', silenced(node, clock.now()), { subresource: 'status' })) as Node
        events.record(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`)
      }

      // 3. Taints follow from what is known.
      const taints = wantedTaints(current, clock.now())
      if (!jsonEqual(taints, current.spec?.taints ?? [])) {
        await client.update('nodes', { ...current, spec: { ...current.spec, taints } })
      }
      if (silent >= NODE_GRACE_MS) await doubtPods(name)
      return silent < NODE_GRACE_MS ? { requeueAfterMs: NODE_GRACE_MS - silent + 50 } : undefined
    },
  }
}

const readiness = (node: Node) => findCondition(node.status?.conditions, 'Ready')?.status

/** A pod that calls itself ready on a host that is not heard from makes the host due. */
const podOfDoubtfulHost = (pod: Pod | undefined, nodeOf: (name: string) => Node | undefined): string[] => {
  const node = pod?.spec.nodeName && isReady(pod) ? nodeOf(pod.spec.nodeName) : undefined
  return node && readiness(node) === 'Unknown' ? [node.metadata.name] : []
}

const silenced = (node: Node, now: Date): Node => {
  const present = node.status?.conditions ?? []
  const known = findCondition(present, 'Ready') ? present : [...present, { type: 'Ready', status: 'False' } as Condition]
  const conditions = known.map(
    (condition): Condition => ({
      ...condition,
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Spherelet stopped posting node status.',
      lastTransitionTime: (condition.status === 'Unknown' && condition.lastTransitionTime) || kubeTime(now),
    }),
  )
  return { ...node, status: { ...node.status, conditions } }
}
