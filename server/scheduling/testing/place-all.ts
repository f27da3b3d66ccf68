import type { Pod } from '#domain/kube/pod.ts'
import { schedule } from '../schedule.ts'
import type { Snapshot } from '../snapshot.ts'

/** Places all that can be, one after the other, each knowing of those before it. */
export const placeAll = (pods: readonly Pod[], start: Snapshot): Snapshot => {
  let snapshot = start
  let seed = 0
  for (const pod of pods) {
    const answer = schedule(pod, snapshot, { seed })
    if (answer.host === null) continue
    snapshot = snapshot.withPlacement(pod, answer.host)
    seed += answer.asked
  }
  return snapshot
}
