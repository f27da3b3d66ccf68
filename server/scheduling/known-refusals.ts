import type { Pod } from '#domain/kube/pod.ts'
import type { NoPlacement } from '#domain/placement.ts'
import type { Snapshot } from './snapshot.ts'

const known = new WeakMap<Snapshot, Map<string, NoPlacement>>()

const alike = ({ metadata, spec }: Pod): string => JSON.stringify([metadata.namespace, metadata.labels, spec])

/**
 * A thousand replicas that fit nowhere have one and the same reason: the answer for the first serves all that say the same, as
 * long as the snapshot is this very one. Answers are shared and must not be changed.
 */
export const knownRefusals = {
  of: (pod: Pod, snapshot: Snapshot): NoPlacement | undefined => known.get(snapshot)?.get(alike(pod)),
  add: (pod: Pod, snapshot: Snapshot, refusal: NoPlacement): NoPlacement => {
    const there = known.get(snapshot) ?? new Map<string, NoPlacement>()
    known.set(snapshot, there.set(alike(pod), refusal))
    return refusal
  },
}
