import { selectorRequirements } from '#domain/kube/labels.ts'
import type { LabelRequirement, LabelSelector } from '#domain/kube/object.ts'
import type { Pod, PodAffinityTerm } from '#domain/kube/pod.ts'
import { podFootprint, podRequests } from '#domain/kube/pod-resources.ts'

/** A (anti-)affinity term, ready to be asked many times. */
export interface CompiledTerm {
  topologyKey: string
  /** Undefined selects no pod, as an absent selector does. */
  labels: LabelRequirement[] | undefined
  namespaces: ReadonlySet<string>
  namespaceLabels: LabelRequirement[] | undefined
}

export interface HostPort {
  port: number
  protocol: string
  ip: string
}

/** What scheduling needs to know of a pod, worked out once. */
export interface PodFacts {
  pod: Pod
  /** `namespace/name`: at most one such pod exists at a time. */
  key: string
  namespace: string
  labels: Record<string, string>
  /** Pods of the same number have the same namespace and labels, so that selectors can't tell them apart. */
  kin: number
  /** Being deleted: holds its resources still, but counts no more for topology spread. */
  terminating: boolean
  /** What the pod takes on a host, its VM's overhead included, as [resource, amount] pairs; `pods` is 1. */
  demand: readonly (readonly [resource: string, amount: number])[]
  cpu: number
  memory: number
  /** What the pod takes of its Namespace's limits, as quotas count it: millicores and bytes, without the overhead. */
  reservation: { cpu: number; memory: number }
  hostPorts: readonly HostPort[]
  affinity: readonly CompiledTerm[]
  antiAffinity: readonly CompiledTerm[]
}

const NONE: readonly never[] = []

const KNOWN_KINS = 50_000
const kins = new Map<string, number>()
let lastKin = 0

// Numbers are never used twice: a kin that was forgotten and met again gets a new one and is only asked about once more.
const kinOf = (namespace: string, labels: Record<string, string>): number => {
  const text = `${namespace} ${JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))}`
  let kin = kins.get(text)
  if (kin === undefined) {
    if (kins.size >= KNOWN_KINS) kins.clear()
    kin = ++lastKin
    kins.set(text, kin)
  }
  return kin
}

const requirements = (selector: LabelSelector | undefined) => (selector ? selectorRequirements(selector) : undefined)

/** Compiles one term; without namespaces and selector it means the pod's own namespace. */
export const compileTerm = (term: PodAffinityTerm, namespace: string): CompiledTerm => {
  const own = !term.namespaces?.length && term.namespaceSelector === undefined
  return {
    topologyKey: term.topologyKey,
    labels: requirements(term.labelSelector),
    namespaces: new Set(own ? [namespace] : (term.namespaces ?? [])),
    namespaceLabels: requirements(term.namespaceSelector),
  }
}

const compileTerms = (terms: PodAffinityTerm[] | undefined, namespace: string): readonly CompiledTerm[] =>
  terms?.length ? terms.map((term) => compileTerm(term, namespace)) : NONE

const hostPorts = (pod: Pod): readonly HostPort[] => {
  const found: HostPort[] = []
  for (const { ports } of pod.spec.containers) {
    for (const { hostPort, protocol, hostIP } of (ports ?? []) as { hostPort?: number; protocol?: string; hostIP?: string }[]) {
      if (hostPort) found.push({ port: hostPort, protocol: protocol ?? 'TCP', ip: hostIP ?? '0.0.0.0' })
    }
  }
  return found.length ? found : NONE
}

/** Reads a pod. BadRequest when one of its quantities can't be read, which admission should have refused. */
export const podFacts = (pod: Pod): PodFacts => {
  const namespace = pod.metadata.namespace ?? 'default'
  const labels = pod.metadata.labels ?? {}
  const footprint = podFootprint(pod.spec)
  const requests = podRequests(pod.spec)
  const affinity = pod.spec.affinity
  return {
    pod,
    key: `${namespace}/${pod.metadata.name}`,
    namespace,
    labels,
    kin: kinOf(namespace, labels),
    terminating: pod.metadata.deletionTimestamp !== undefined,
    demand: [...Object.entries(footprint).filter(([, amount]) => amount > 0), ['pods', 1]],
    cpu: footprint.cpu ?? 0,
    memory: footprint.memory ?? 0,
    reservation: { cpu: requests.cpu ?? 0, memory: requests.memory ?? 0 },
    hostPorts: hostPorts(pod),
    affinity: compileTerms(affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution, namespace),
    antiAffinity: compileTerms(affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution, namespace),
  }
}
