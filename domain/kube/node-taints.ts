import { kubeTime } from './kube-time.ts'
import type { Node, Taint } from './node.ts'
import { findCondition } from './set-condition.ts'

/** The taints that the control plane itself keeps; others belong to people and stay. */
const OURS = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'node.kubernetes.io/unschedulable'])

/**
 * The taints a node should have: people's own, plus what its Ready condition and spec.unschedulable ask for. A taint that is already
 * there keeps the time it was added, from which evictions count; a NoExecute taint that says no time gets the present one.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions
 */
export const wantedTaints = (node: Node, now: Date): Taint[] => {
  const present = node.spec?.taints ?? []
  const timeAdded = kubeTime(now)
  const ready = findCondition(node.status?.conditions, 'Ready')?.status
  const wanted: Pick<Taint, 'key' | 'effect'>[] = []
  if (ready !== 'True') {
    const key = ready === 'Unknown' ? 'node.kubernetes.io/unreachable' : 'node.kubernetes.io/not-ready'
    wanted.push({ key, effect: 'NoSchedule' }, { key, effect: 'NoExecute' })
  }
  if (node.spec?.unschedulable) wanted.push({ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })
  return [
    ...present
      .filter(({ key }) => !OURS.has(key))
      .map((taint) => (taint.effect === 'NoExecute' && !taint.timeAdded ? { ...taint, timeAdded } : taint)),
    ...wanted.map(
      ({ key, effect }): Taint =>
        present.find((taint) => taint.key === key && taint.effect === effect) ?? { key, effect, timeAdded },
    ),
  ]
}
