import type { Condition, KubeObject } from '#domain/kube/object.ts'
import type { Node, Taint } from '#domain/kube/node.ts'
import type { Lease } from '#domain/kube/workloads.ts'
import { wantedTaints } from '#domain/kube/node-taints.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'

/** A host whose Lease is older than this is not heard from any more (kube-controller-manager's node-monitor-grace-period). */
export const NODE_GRACE_MS = 40_000

const LEASES = 'leases.coordination.k8s.io'

/**
 * Watches the heartbeat of every host. A Lease that is too old turns Ready to Unknown; Ready and spec.unschedulable are mirrored as
 * taints, which keep new pods away and, by the taint-eviction controller, move the ones that are there.
 * https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats
 */
export const nodeLifecycle = ({ client, clock, events, informer }: ControllerContext): Controller => {
  const nodes = informer('nodes')
  const leases = informer(LEASES)

  return {
    name: 'node-lifecycle',
    workers: 4,
    watches: [
      { resource: 'nodes', keys: ({ object, old }) => [(object ?? old)?.metadata.name ?? ''] },
      {
        resource: LEASES,
        keys: ({ object }) => (object?.metadata.namespace === 'kube-node-lease' ? [object.metadata.name] : []),
      },
    ],
    reconcile: async (name) => {
      // 1. A node that is gone needs nothing.
      const node = nodes.get(name) as Node | undefined
      if (!node) return undefined

      // 2. Silent for too long: nobody knows how it is, and so its conditions say.
      const lease = leases.get(`kube-node-lease/${name}`) as Lease | undefined
      const heard = Date.parse(lease?.spec?.renewTime ?? node.metadata.creationTimestamp ?? '')
      const silentFor = clock.now().getTime() - heard
      let current: Node = node
      if (silentFor >= NODE_GRACE_MS && readiness(node) !== 'Unknown') {
        current = (await client.update('nodes', silenced(node, clock.now()), { subresource: 'status' })) as Node
        events.record(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`)
      }

      // 3. Taints follow from what is known.
      const taints = wantedTaints(current, clock.now())
      if (!sameTaints(taints, current.spec?.taints ?? [])) {
        await client.update('nodes', { ...current, spec: { ...current.spec, taints } })
      }
      return silentFor < NODE_GRACE_MS ? { requeueAfterMs: NODE_GRACE_MS - silentFor + 50 } : undefined
    },
  }
}

const readiness = (node: Node) => node.status?.conditions?.find(({ type }) => type === 'Ready')?.status

const silenced = (node: Node, now: Date): KubeObject => ({
  ...node,
  status: {
    ...node.status,
    conditions: (node.status?.conditions?.length ? node.status.conditions : [{ type: 'Ready', status: 'Unknown' } as Condition]).map(
      (condition): Condition => ({
        ...condition,
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Spherelet stopped posting node status.',
        lastTransitionTime: condition.status === 'Unknown' ? condition.lastTransitionTime : `${now.toISOString().slice(0, 19)}Z`,
      }),
    ),
  },
})

const sameTaints = (a: Taint[], b: Taint[]) =>
  a.length === b.length && a.every((one) => b.some((other) => one.key === other.key && one.effect === other.effect))
