import { controllerOf } from '#domain/kube/owners.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import type { SystemContext } from './system-context.ts'

/** A pod that no host can take now. */
export interface UnplacedPod {
  supervisorId: string
  namespace: string
  name: string
  createdAt: string
  /** The uid of what controls it, if anything does. */
  ownerUid?: string
  /** The scheduler's sentence: `0/8 nodes are available: …`. */
  reason: string
}

/** What alarms ask about pods. */
export interface SystemPods {
  /** The pods of all Supervisors that the scheduler has found no host for; at most the thousand that have waited longest. */
  unplacedPods(): Promise<UnplacedPod[]>
}

const MOST = 1000

const PREFIX = supervisorApi('')

/** Reads pods as the object store keeps them. */
export const systemPods = ({ store }: SystemContext): SystemPods => ({
  unplacedPods: async () => {
    const rows = await store.inventory.read.kubeObject.findMany({
      where: { host: null, resource: 'pods', phase: 'Pending', api: { startsWith: PREFIX } },
      orderBy: [{ createdAt: 'asc' }, { name: 'asc' }],
      take: MOST,
      select: { api: true, namespace: true, name: true, body: true },
    })
    return rows.flatMap(({ api, namespace, name, body }) => {
      const pod = JSON.parse(body) as Pod
      const scheduled = findCondition(pod.status?.conditions, 'PodScheduled')
      if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return []
      const ownerUid = controllerOf(pod)?.uid
      return [
        {
          supervisorId: api.slice(PREFIX.length),
          namespace,
          name,
          createdAt: pod.metadata.creationTimestamp ?? '',
          ...(ownerUid ? { ownerUid } : {}),
          reason: scheduled.message ?? 'No host can take this pod.',
        },
      ]
    })
  },
})
