import { matchesRequirements, selectorRequirements } from '#domain/kube/labels.ts'
import { nodeRules } from '#domain/kube/node-rules.ts'
import type { LabelRequirement } from '#domain/kube/object.ts'
import type { TopologySpreadConstraint } from '#domain/kube/pod.ts'
import { tolerates } from '#domain/kube/tolerates.ts'
import type { Refusal } from '#domain/placement.ts'
import { type FilterPlugin, type HostCheck, type ScorePlugin, toPercent } from '../framework.ts'
import type { HostState } from '../host-state.ts'
import { perKin } from '../per-kin.ts'
import type { PodFacts } from '../pod-facts.ts'
import type { Snapshot } from '../snapshot.ts'
import { placeOf } from '../topology.ts'

const name = 'PodTopologySpread'

const REASON = "node(s) didn't match pod topology spread constraints"
const REFUSED: readonly Refusal[] = [{ plugin: name, reason: REASON, resolvable: true }]
const NO_LABEL: readonly Refusal[] = [{ plugin: name, reason: `${REASON} (missing required label)`, resolvable: false }]

const constraints = ({ pod }: PodFacts, when: TopologySpreadConstraint['whenUnsatisfiable']) =>
  (pod.spec.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when)

/** Who is counted: the selector's pods, and by `matchLabelKeys` only those with the newcomer's own values. */
const counted = (constraint: TopologySpreadConstraint, pod: PodFacts): LabelRequirement[] | undefined => {
  if (!constraint.labelSelector) return undefined
  const own = (constraint.matchLabelKeys ?? [])
    .filter((key) => Object.hasOwn(pod.labels, key))
    .map((key): LabelRequirement => ({ key, operator: 'In', values: [pod.labels[key] ?? ''] }))
  return [...selectorRequirements(constraint.labelSelector), ...own]
}

const selects = (requirements: LabelRequirement[] | undefined, pod: PodFacts) =>
  requirements !== undefined && matchesRequirements(pod.labels, requirements)

type Eligible = (host: HostState) => boolean

/** Hosts whose domains are compared: those that bear every topology key (its own is asked when counting) and, by policy, that the pod could choose at all. */
const eligibility = (pod: PodFacts, all: TopologySpreadConstraint[], one: TopologySpreadConstraint): Eligible => {
  const chosen = one.nodeAffinityPolicy === 'Ignore' ? undefined : nodeRules(pod.pod)
  const taintsMatter = one.nodeTaintsPolicy === 'Honor'
  const others = all.filter((constraint) => constraint !== one)
  return (host) => {
    for (const { topologyKey } of others) if (placeOf(host, topologyKey) === undefined) return false
    if (chosen && !chosen(host)) return false
    return (
      !taintsMatter ||
      host.taints.every((taint) => taint.effect === 'PreferNoSchedule' || tolerates(pod.pod.spec.tolerations, taint))
    )
  }
}

const countsOf = (
  pod: PodFacts,
  { topologyKey }: TopologySpreadConstraint,
  requirements: LabelRequirement[] | undefined,
  hosts: readonly HostState[],
  eligible: Eligible,
): Map<string, number> => {
  const counts = new Map<string, number>()
  const isCounted = perKin((other) => other.namespace === pod.namespace && selects(requirements, other))
  for (const host of hosts) {
    const domain = placeOf(host, topologyKey)
    if (domain === undefined || !eligible(host)) continue
    let count = counts.get(domain) ?? 0
    for (const other of host.pods) if (!other.terminating && isCounted(other)) count++
    counts.set(domain, count)
  }
  return counts
}

const checkOne = (
  pod: PodFacts,
  all: TopologySpreadConstraint[],
  constraint: TopologySpreadConstraint,
  snapshot: Snapshot,
): HostCheck => {
  const requirements = counted(constraint, pod)
  const counts = countsOf(pod, constraint, requirements, snapshot.hosts, eligibility(pod, all, constraint))
  // Fewer domains than `minDomains`: the missing ones count as empty, so that the pods wait for them.
  const fewest = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values())
  const self = selects(requirements, pod) ? 1 : 0
  return (host) => {
    const domain = placeOf(host, constraint.topologyKey)
    if (domain === undefined) return NO_LABEL
    const skew = (counts.get(domain) ?? 0) + self - fewest
    return skew > constraint.maxSkew ? REFUSED : undefined
  }
}

const check = (pod: PodFacts, snapshot: Snapshot): HostCheck | undefined => {
  const hard = constraints(pod, 'DoNotSchedule')
  if (hard.length === 0) return undefined
  const checks = hard.map((constraint) => checkOne(pod, hard, constraint, snapshot))
  return (host) => {
    for (const ask of checks) {
      const refused = ask(host)
      if (refused) return refused
    }
    return undefined
  }
}

/**
 * Keeps a workload's pods evenly over zones, hosts or any labelled topology: DoNotSchedule refuses, ScheduleAnyway prefers the
 * emptier domain. https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export const podTopologySpread: FilterPlugin & ScorePlugin = {
  name,
  weight: 2,
  wished: (pod) => constraints(pod, 'ScheduleAnyway').length > 0,
  check,
  score: (pod, hosts, snapshot) => {
    const soft = constraints(pod, 'ScheduleAnyway')
    if (soft.length === 0) return undefined
    const perConstraint = soft.map((constraint) => {
      const counts = countsOf(pod, constraint, counted(constraint, pod), snapshot.hosts, () => true)
      const most = Math.max(0, ...counts.values())
      // A host outside the topology spreads nothing: it is as bad as the fullest domain.
      return (host: HostState) => {
        const place = placeOf(host, constraint.topologyKey)
        return place === undefined ? most : (counts.get(place) ?? 0)
      }
    })
    return toPercent(
      hosts.map((host) => perConstraint.reduce((sum, count) => sum + count(host), 0)),
      'lowest',
    )
  },
}
