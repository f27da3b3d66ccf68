import type { PodFacts } from './pod-facts.ts'

/**
 * Remembers the answer per namespace and set of labels, on which alone `selects` may depend: thousands of pods of a few workloads
 * cost a few evaluations. For one decision only, since Namespaces' labels may change between two.
 */
export const perKin = (selects: (pod: PodFacts) => boolean): ((pod: PodFacts) => boolean) => {
  const known = new Map<number, boolean>()
  return (pod) => {
    let answer = known.get(pod.kin)
    if (answer === undefined) {
      answer = selects(pod)
      known.set(pod.kin, answer)
    }
    return answer
  }
}
