import type { Taint } from '#domain/kube/node.ts'
import { podFootprint, podRequests } from '#domain/kube/pod-resources.ts'
import type { Fix, Refusal } from '#domain/placement.ts'
import type { PodFacts } from './pod-facts.ts'
import type { Snapshot } from './snapshot.ts'

interface Refused {
  host: string
  refusals: readonly Refusal[]
}

const FIT = 'NodeResourcesFit'

const namespaceFixes = (pod: PodFacts, everywhere: readonly Refusal[]): Fix[] =>
  everywhere.flatMap(({ plugin, detail }): Fix[] => {
    if (plugin !== 'NamespaceLimits' || !detail) return []
    const { resource, requested, used, capacity } = detail
    const needed = used + requested
    return [{ kind: 'raise-namespace-limit', namespace: pod.namespace, resource, limit: capacity, used, requested, needed }]
  })

/** The host that is short of the fewest resources and there of the smallest part: where reducing hurts least. */
const leastShort = (refused: readonly Refused[]): Refused | undefined => {
  const missing = ({ refusals }: Refused) =>
    Math.max(...refusals.map(({ detail }) => (detail ? 1 - (detail.capacity - detail.used) / detail.requested : 1)))
  return refused.reduce<Refused | undefined>((best, each) => {
    if (!best || each.refusals.length < best.refusals.length) return each
    return each.refusals.length === best.refusals.length && missing(each) < missing(best) ? each : best
  }, undefined)
}

/** What of the footprint is the VM's own, which no smaller request can save. */
const overheadOf = ({ pod }: PodFacts): Record<string, number> => {
  const requests = podRequests(pod.spec)
  return Object.fromEntries(
    Object.entries(podFootprint(pod.spec)).map(([resource, amount]) => [resource, amount - (requests[resource] ?? 0)]),
  )
}

const roomFixes = (pod: PodFacts, refused: readonly Refused[]): Fix[] => {
  const full = refused.filter(({ refusals }) => refusals.every(({ plugin }) => plugin === FIT))
  if (full.length === 0) return []
  const overhead = overheadOf(pod)
  const reducible = full.filter(({ refusals }) =>
    refusals.every(({ detail }) => {
      const free = detail ? detail.capacity - detail.used - (overhead[detail.resource] ?? 0) : 0
      return free > 0 && detail?.resource !== 'pods'
    }),
  )
  const best = leastShort(reducible)
  const reduce = (best?.refusals ?? []).flatMap(({ detail }): Fix[] => {
    if (!detail || !best) return []
    const { resource, requested, used, capacity } = detail
    const own = overhead[resource] ?? 0
    const alsoNeeds = best.refusals.flatMap((other) =>
      other.detail && other.detail.resource !== resource ? [other.detail.resource] : [],
    )
    const largestFree = capacity - used - own
    return [{ kind: 'reduce-request', resource, requested: requested - own, largestFree, host: best.host, alsoNeeds }]
  })
  return [...reduce, { kind: 'add-host' }]
}

const isLifecycle = ({ key }: Taint) => key.startsWith('node.kubernetes.io/')

/** What lifts the one and only refusal of a host, apart from room. */
const singleFix = ({ plugin, reason, taints }: Refusal, hosts: string[]): Fix | undefined => {
  if (plugin === FIT) return undefined
  if (plugin === 'NodeUnschedulable') return { kind: 'exit-maintenance', hosts }
  if (plugin !== 'TaintToleration') return { kind: 'change-rule', plugin, reason, hosts }
  const [taint] = taints ?? []
  if (!taint) return undefined
  if (taints?.every(isLifecycle)) return { kind: 'recover-host', hosts }
  return taints?.length === 1 ? { kind: 'add-toleration', taint, hosts } : undefined
}

// However many ways there are of not being ready, the fix is the same.
const idOf = ({ plugin, reason, taints }: Refusal): string =>
  taints?.every(isLifecycle) ? `${plugin} lifecycle` : `${plugin} ${reason} ${taints?.length ?? 0}`

const hostFixes = (refused: readonly Refused[]): Fix[] => {
  const groups = new Map<string, { refusal: Refusal; hosts: string[] }>()
  for (const { host, refusals } of refused) {
    const [refusal] = refusals
    if (!refusal || refusals.length > 1) continue
    const id = idOf(refusal)
    const group = groups.get(id)
    if (group) group.hosts.push(host)
    else groups.set(id, { refusal, hosts: [host] })
  }
  return [...groups.values()].flatMap(({ refusal, hosts }) => singleFix(refusal, hosts) ?? [])
}

/** What would let the pod be placed. Only what helps by itself is offered, the pod's own room first. */
export const findFixes = (
  pod: PodFacts,
  snapshot: Snapshot,
  everywhere: readonly Refusal[],
  perHost: readonly Refused[],
): Fix[] => {
  if (snapshot.hosts.length === 0) return [{ kind: 'add-host' }]
  if (everywhere.length) return namespaceFixes(pod, everywhere)
  return [...roomFixes(pod, perHost), ...hostFixes(perHost)]
}
