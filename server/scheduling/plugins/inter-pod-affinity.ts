import type { PodAffinityRules } from '#domain/kube/pod.ts'
import type { Refusal } from '#domain/placement.ts'
import { type FilterPlugin, type HostCheck, type ScorePlugin, toPercent } from '../framework.ts'
import type { HostState } from '../host-state.ts'
import { perKin } from '../per-kin.ts'
import { compileTerm, type PodFacts } from '../pod-facts.ts'
import type { Snapshot } from '../snapshot.ts'
import { termSelects } from '../term-matching.ts'
import { Places, placeOf } from '../topology.ts'

const name = 'InterPodAffinity'

const refusal = (reason: string, resolvable: boolean): readonly Refusal[] => [{ plugin: name, reason, resolvable }]
const NO_FRIEND = refusal("node(s) didn't match pod affinity rules", false)
const FOE = refusal("node(s) didn't match pod anti-affinity rules", true)
const FOE_OF_OTHERS = refusal("node(s) didn't satisfy existing pods anti-affinity rules", true)

/** Places of a pod that all affinity terms select; whether there is any is asked across the whole Supervisor. */
const friendlyPlaces = (pod: PodFacts, snapshot: Snapshot): Places => {
  const places = new Places()
  const isFriend = perKin((other) => pod.affinity.every((term) => termSelects(term, other, snapshot)))
  for (const host of snapshot.hosts) {
    if (!host.pods.some(isFriend)) continue
    for (const { topologyKey } of pod.affinity) {
      const place = placeOf(host, topologyKey)
      if (place !== undefined) places.add(topologyKey, place)
    }
  }
  return places
}

/** Places that hold a pod which one of the newcomer's anti-affinity terms selects. */
const hostilePlaces = (pod: PodFacts, snapshot: Snapshot): Places => {
  const places = new Places()
  for (const term of pod.antiAffinity) {
    const isFoe = perKin((other) => termSelects(term, other, snapshot))
    for (const host of snapshot.hosts) {
      const place = host.pods.some(isFoe) ? placeOf(host, term.topologyKey) : undefined
      if (place !== undefined) places.add(term.topologyKey, place)
    }
  }
  return places
}

/** Places whose pods have said, by their own anti-affinity, that they do not want the newcomer. */
const unwelcomePlaces = (pod: PodFacts, snapshot: Snapshot): Places => {
  const places = new Places()
  for (const host of snapshot.hosts) {
    for (const { antiAffinity } of host.pods) {
      for (const term of antiAffinity) {
        const place = placeOf(host, term.topologyKey)
        if (place !== undefined && termSelects(term, pod, snapshot)) places.add(term.topologyKey, place)
      }
    }
  }
  return places
}

const affinityCheck = (pod: PodFacts, snapshot: Snapshot): HostCheck => {
  const places = friendlyPlaces(pod, snapshot)
  // The first pod of a group that wants to be near its own kind has nobody to be near yet; else it could never start.
  const first = places.size === 0 && pod.affinity.every((term) => termSelects(term, pod, snapshot))
  return (host) => {
    for (const { topologyKey } of pod.affinity) {
      const place = placeOf(host, topologyKey)
      if (place === undefined || !(first || places.has(topologyKey, place))) return NO_FRIEND
    }
    return undefined
  }
}

const avoid = (places: Places, no: readonly Refusal[]): HostCheck[] =>
  places.size === 0 ? [] : [(host) => (places.holds(host) ? no : undefined)]

const check = (pod: PodFacts, snapshot: Snapshot): HostCheck | undefined => {
  const checks: HostCheck[] = []
  if (pod.affinity.length) checks.push(affinityCheck(pod, snapshot))
  if (pod.antiAffinity.length) checks.push(...avoid(hostilePlaces(pod, snapshot), FOE))
  if (snapshot.hasAntiAffinity) checks.push(...avoid(unwelcomePlaces(pod, snapshot), FOE_OF_OTHERS))
  if (checks.length === 0) return undefined
  return (host) => {
    for (const ask of checks) {
      const refused = ask(host)
      if (refused) return refused
    }
    return undefined
  }
}

const wishes = ({ pod, namespace }: PodFacts) => {
  const of = (rules: PodAffinityRules | undefined, sign: 1 | -1) =>
    (rules?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) => ({
      weight: sign * weight,
      term: compileTerm(podAffinityTerm, namespace),
    }))
  return [...of(pod.spec.affinity?.podAffinity, 1), ...of(pod.spec.affinity?.podAntiAffinity, -1)]
}

/** Every pod that a preferred term selects weighs for (or against) all hosts of its place: one sum per term and place. */
const placeWeights = (pod: PodFacts, snapshot: Snapshot) =>
  wishes(pod).map(({ weight, term }) => {
    const weights = new Map<string, number>()
    const isMeant = perKin((other) => termSelects(term, other, snapshot))
    for (const host of snapshot.hosts) {
      const place = placeOf(host, term.topologyKey)
      if (place === undefined || host.pods.length === 0) continue
      const count = host.pods.filter(isMeant).length
      if (count) weights.set(place, (weights.get(place) ?? 0) + weight * count)
    }
    return (host: HostState) => {
      const place = placeOf(host, term.topologyKey)
      return place === undefined ? 0 : (weights.get(place) ?? 0)
    }
  })

/**
 * Pods near to or away from others, per topology place. Required anti-affinity binds both ways: a pod already placed keeps out
 * newcomers it does not want. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export const interPodAffinity: FilterPlugin & ScorePlugin = {
  name,
  weight: 2,
  wished: (pod) => wishes(pod).length > 0,
  check,
  score: (pod, hosts, snapshot) => {
    const weights = placeWeights(pod, snapshot)
    if (weights.length === 0) return undefined
    const raw = hosts.map((host) => weights.reduce((sum, weightOf) => sum + weightOf(host), 0))
    return toPercent(raw, 'highest')
  },
}
