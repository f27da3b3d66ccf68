import type { Pod, PodPhase } from './pod.ts'
import { isReady, readySince } from './pod-availability.ts'

/** A number people put on a pod to say how much its deletion would cost; lower goes first. */
export const DELETION_COST_ANNOTATION = 'controller.kubernetes.io/pod-deletion-cost'

const PHASE_ORDER: Partial<Record<PodPhase, number>> = { Pending: 0, Unknown: 1, Running: 2 }

interface Candidate {
  pod: Pod
  rank: readonly number[]
}

const cost = ({ metadata }: Pod): number => {
  const text = metadata.annotations?.[DELETION_COST_ANNOTATION]
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : 0
}

const restarts = ({ status }: Pod): number =>
  Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount))

/** A logarithm of an age, so that pods of about the same age are drawn among rather than the youngest always losing. */
const ageClass = (since: number, now: number): number => Math.floor(Math.log2(Math.max(1, (now - since) / 1e-6)))

/** Lower goes first, item by item. */
const rankOf = (pod: Pod, neighbours: number, now: number): number[] => {
  const ready = isReady(pod)
  const since = readySince(pod) ?? 0
  const created = Date.parse(pod.metadata.creationTimestamp ?? '') || 0
  return [
    pod.spec.nodeName ? 1 : 0,
    PHASE_ORDER[pod.status?.phase ?? 'Pending'] ?? 2,
    ready ? 1 : 0,
    cost(pod),
    -neighbours,
    ready ? ageClass(since, now) : 0,
    -restarts(pod),
    ageClass(created, now),
  ]
}

const compare = (a: Candidate, b: Candidate): number => {
  for (let i = 0; i < a.rank.length; i++) {
    const difference = (a.rank[i] ?? 0) - (b.rank[i] ?? 0)
    if (difference !== 0) return difference
  }
  const [left, right] = [a.pod.metadata.uid ?? '', b.pod.metadata.uid ?? '']
  return left < right ? -1 : left > right ? 1 : 0
}

/**
 * The pods a controller should delete when it has `count` too many: those without a host, then pending, then not ready, then cheap,
 * then crowded on one host, then young or often restarted. `related` are all pods of the same family, by whose number hosts are
 * called crowded. https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset
 */
export const podsToDelete = (pods: readonly Pod[], related: readonly Pod[], count: number, now: Date): Pod[] => {
  if (count >= pods.length) return [...pods]
  const onHost = new Map<string, number>()
  for (const { spec } of related) if (spec.nodeName) onHost.set(spec.nodeName, (onHost.get(spec.nodeName) ?? 0) + 1)
  return pods
    .map((pod): Candidate => ({ pod, rank: rankOf(pod, onHost.get(pod.spec.nodeName ?? '') ?? 0, now.getTime()) }))
    .sort(compare)
    .slice(0, Math.max(0, count))
    .map(({ pod }) => pod)
}
