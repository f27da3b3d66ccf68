import type { OwnerReference } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { EvacuationPreview } from '#domain/vsphere/host.ts'
import type { PodFacts } from './pod-facts.ts'
import { schedule } from './schedule.ts'
import type { Snapshot } from './snapshot.ts'

/** One pod's fate; the Pod part of an EvacuationPreview. */
export type EvictedWorkload = EvacuationPreview['workloads'][number]

const controllerOf = ({ metadata }: Pod): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller)

const inOrder = (a: PodFacts, b: PodFacts): number =>
  (b.pod.spec.priority ?? 0) - (a.pod.spec.priority ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

const usesLocalData = ({ spec }: Pod): boolean => spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined) ?? false

/** The pod its controller will make anew, which nobody has placed. */
const replacementOf = (pod: Pod): Pod => ({ ...pod, spec: { ...pod.spec, nodeName: undefined }, status: { phase: 'Pending' } })

/**
 * What happens to each pod of a host that enters maintenance mode, if nothing else changes meanwhile: pods do not migrate, so a
 * pod with a controller ends here and its replacement is placed elsewhere (`to`), or waits (`blocked`, with the reason); a bare
 * pod is lost. The most important pods are placed first, then by name. Pods that are ending anyway are left out. A host that
 * is not in the snapshot has no pods.
 */
export const previewEviction = (snapshot: Snapshot, hostName: string): EvictedWorkload[] => {
  const host = snapshot.host(hostName)
  if (!host) return []
  const pods = host.pods.filter(({ terminating }) => !terminating).sort(inOrder)
  const cordoned = { ...host.node, spec: { ...host.node.spec, unschedulable: true } }
  // All are evicted together, so that one's replacement may use what another gave up of their Namespace's limits.
  let after = pods
    .filter(({ pod }) => controllerOf(pod)?.kind !== 'DaemonSet')
    .reduce((next, { pod }) => next.withoutPod(pod), snapshot.withNode(cordoned))

  return pods.map(({ pod, namespace }): EvictedWorkload => {
    const owner = controllerOf(pod)
    const about = { kind: 'Pod' as const, namespace, name: pod.metadata.name }
    if (!owner) {
      const reason = 'bare pod: will be lost, since no controller owns it; create it again after the evacuation'
      return { ...about, outcome: 'lost', reason }
    }
    const owned = { ...about, owner: `${owner.kind}/${owner.name}` }
    if (owner.kind === 'DaemonSet') {
      return { ...owned, outcome: 'stays', reason: `belongs to this host: ${owned.owner} runs one pod on each` }
    }
    const replacement = replacementOf(pod)
    const found = schedule(replacement, after)
    if (found.host === null) return { ...owned, outcome: 'blocked', reason: found.summary }
    after = after.withPlacement(replacement, found.host)
    const reason = usesLocalData(pod) ? 'starts again without the data of its emptyDir volumes' : undefined
    return { ...owned, outcome: 'moves', to: found.host, ...(reason ? { reason } : {}) }
  })
}
