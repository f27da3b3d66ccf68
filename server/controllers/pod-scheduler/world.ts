import { jsonEqual } from '#domain/kube/equal.ts'
import type { Node } from '#domain/kube/node.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { Snapshot } from '#server/scheduling/snapshot.ts'
import type { CacheEvent } from '../runtime/informer.ts'

/**
 * What a change may mean for pods that found no host: `room` when something became free or a host changed, `company` when a pod came
 * or changed its labels, which only pods with rules about other pods care for.
 */
export type Chance = 'room' | 'company' | undefined

/** The snapshot, kept true change by change, with assumed placements on top. */
export interface SchedulingWorld {
  snapshot(): Snapshot
  isAssumed(pod: Pod): boolean
  /** Counts the pod's place as taken before the binding has come back through the log. */
  assume(pod: Pod, host: string): void
  unassume(pod: Pod): void
  podChanged(event: CacheEvent): Chance
  nodeChanged(event: CacheEvent): Chance
  namespaceChanged(event: CacheEvent): Chance
}

/** Builds the world; `read` gives the caches when the snapshot is first asked for. */
export const createWorld = (read: () => Parameters<typeof Snapshot.of>[0]): SchedulingWorld => {
  let current: Snapshot | undefined
  const assumed = new Map<string, Pod>()
  const uidOf = ({ metadata }: KubeObject) => metadata.uid ?? ''
  const snapshot = (): Snapshot => {
    if (!current) {
      current = Snapshot.of(read())
      for (const pod of assumed.values()) current = current.withPod(pod)
    }
    return current
  }
  const drop = (pod: Pod) => {
    const placed = assumed.get(uidOf(pod)) ?? pod
    assumed.delete(uidOf(pod))
    if (current) current = current.withoutPod(placed)
    return Boolean(placed.spec.nodeName)
  }
  return {
    snapshot,
    isAssumed: (pod) => assumed.has(uidOf(pod)),
    assume: (pod, host) => {
      const placed: Pod = { ...pod, spec: { ...pod.spec, nodeName: host } }
      // First the snapshot: made anew, it would count what is assumed already.
      const before = snapshot()
      assumed.set(uidOf(pod), placed)
      current = before.withPod(placed)
    },
    unassume: (pod) => {
      const placed = assumed.get(uidOf(pod))
      if (placed) drop(placed)
    },
    podChanged: ({ object, old }) => {
      const pod = object as Pod | undefined
      const before = old as Pod | undefined
      let freed = before !== undefined && uidOf(before) !== (pod && uidOf(pod)) && drop(before)
      if (!pod) return freed ? 'room' : undefined
      // An old version of a pod whose place is assumed says nothing new.
      if (assumed.has(uidOf(pod)) && !pod.spec.nodeName && !isTerminal(pod)) return undefined
      if (before && matters(pod) === matters(before) && !assumed.has(uidOf(pod))) return freed ? 'room' : undefined
      const wasPlaced = before ? drop(before) : drop(pod)
      if (current) current = current.withPod(pod)
      freed ||= wasPlaced && isTerminal(pod)
      return freed ? 'room' : pod.spec.nodeName ? 'company' : undefined
    },
    nodeChanged: ({ object, old }) => {
      if (object && old && nodeMatters(object) === nodeMatters(old)) return undefined
      if (current) current = object ? current.withNode(object as Node) : current.withoutNode(old?.metadata.name ?? '')
      return 'room'
    },
    namespaceChanged: ({ object, old }) => {
      if (!object || jsonEqual(object.metadata.labels, old?.metadata.labels)) return undefined
      if (current) current = current.withNamespace(object.metadata.name, { labels: object.metadata.labels ?? {} })
      return 'company'
    },
  }
}

/** What of a pod scheduling looks at; everything else may change without a word. */
const matters = (pod: Pod): string =>
  JSON.stringify([pod.spec.nodeName, isTerminal(pod), pod.metadata.labels, pod.metadata.deletionTimestamp !== undefined])

const nodeMatters = ({ spec, metadata, status }: KubeObject): string =>
  JSON.stringify([
    spec,
    metadata.labels,
    status?.allocatable,
    (status?.conditions as { type: string; status: string }[] | undefined)?.map(({ type, status: held }) => [type, held]),
  ])
