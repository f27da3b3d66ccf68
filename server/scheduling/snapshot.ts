import type { Node } from '#domain/kube/node.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { type HostState, hostState, hostWithDemand } from './host-state.ts'
import { type PodFacts, podFacts } from './pod-facts.ts'

/** What scheduling needs to know of a Namespace. */
export interface NamespaceFacts {
  labels?: Record<string, string>
  /** The limits of the Namespace's resource pool, in millicores and bytes; absent means unlimited. */
  limits?: { cpu?: number; memory?: number }
}

export interface SnapshotInput {
  nodes: Iterable<Node>
  /** Pods of the Supervisor; those without a host or already finished are left out. */
  pods?: Iterable<Pod>
  namespaces?: Readonly<Record<string, NamespaceFacts>>
}

/** Sums over all hosts of the loads and of their squares: the spread of utilisation in constant time. */
export interface LoadTotals {
  cpu: number
  cpuSquares: number
  memory: number
  memorySquares: number
}

interface Parts {
  hosts: readonly HostState[]
  index: ReadonlyMap<string, number>
  homeless: ReadonlyMap<string, readonly PodFacts[]>
  namespaces: Readonly<Record<string, NamespaceFacts>>
  reserved: ReadonlyMap<string, { cpu: number; memory: number }>
  load: LoadTotals
  antiAffine: number
}

const NOTHING = { cpu: 0, memory: 0 }

const loadWith = (load: LoadTotals, host: HostState, sign: 1 | -1): LoadTotals => ({
  cpu: load.cpu + sign * host.cpuLoad,
  cpuSquares: load.cpuSquares + sign * host.cpuLoad ** 2,
  memory: load.memory + sign * host.memoryLoad,
  memorySquares: load.memorySquares + sign * host.memoryLoad ** 2,
})

const holdsResources = (pod: Pod) => pod.spec.nodeName !== undefined && pod.spec.nodeName !== '' && !isTerminal(pod)

const replaced = (parts: Parts, old: HostState, next: HostState): Pick<Parts, 'hosts' | 'load'> => ({
  hosts: parts.hosts.with(parts.index.get(old.name) ?? -1, next),
  load: loadWith(loadWith(parts.load, old, -1), next, 1),
})

/**
 * The hosts of one Supervisor and everything placed on them, sorted by name. A snapshot never changes: each `with…` answers a
 * new one and shares what stayed the same, so that assuming a placement costs one host and an array copy, not a rebuild.
 */
export class Snapshot {
  readonly #parts: Parts

  private constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Reads the world once. Pods bound to a host that is not among the nodes still count for their Namespace. */
  static of({ nodes, pods = [], namespaces = {} }: SnapshotInput): Snapshot {
    const placed = new Map<string, PodFacts[]>()
    const reserved = new Map<string, { cpu: number; memory: number }>()
    let antiAffine = 0
    for (const pod of pods) {
      if (!holdsResources(pod)) continue
      const facts = podFacts(pod)
      const host = pod.spec.nodeName ?? ''
      const there = placed.get(host)
      if (there) there.push(facts)
      else placed.set(host, [facts])
      const sum = reserved.get(facts.namespace) ?? NOTHING
      const { cpu, memory } = facts.reservation
      reserved.set(facts.namespace, { cpu: sum.cpu + cpu, memory: sum.memory + memory })
      if (facts.antiAffinity.length) antiAffine++
    }
    const hosts: HostState[] = []
    for (const node of nodes) {
      hosts.push(hostState(node, placed.get(node.metadata.name)))
      placed.delete(node.metadata.name)
    }
    return new Snapshot({ ...indexed(hosts), homeless: placed, namespaces, reserved, antiAffine })
  }

  /** Every host, sorted by name, so that the order in which nodes arrive never matters. */
  get hosts(): readonly HostState[] {
    return this.#parts.hosts
  }

  /** How loaded all hosts together are, for DRS. */
  get load(): LoadTotals {
    return this.#parts.load
  }

  /** True when some placed pod has required anti-affinity, which then binds newcomers too. */
  get hasAntiAffinity(): boolean {
    return this.#parts.antiAffine > 0
  }

  /** The host of that name, if the Supervisor has it. */
  host(name: string): HostState | undefined {
    const at = this.#parts.index.get(name)
    return at === undefined ? undefined : this.#parts.hosts[at]
  }

  /** What is known of the Namespace; one that nobody described has no labels and no limits. */
  namespace(name: string): NamespaceFacts {
    return Object.hasOwn(this.#parts.namespaces, name) ? (this.#parts.namespaces[name] ?? {}) : {}
  }

  /** What the Namespace's placed pods reserve, in millicores and bytes. */
  reservedIn(namespace: string): { cpu: number; memory: number } {
    return this.#parts.reserved.get(namespace) ?? NOTHING
  }

  /** The pod assumed on that host, before the binding is written. */
  withPlacement(pod: Pod, host: string): Snapshot {
    return this.withPod({ ...pod, spec: { ...pod.spec, nodeName: host } })
  }

  /**
   * The pod as it is now: placed on its `spec.nodeName` in place of an earlier version of it, or gone when it has finished.
   * A pod that has no host yet changes nothing.
   */
  withPod(pod: Pod): Snapshot {
    const without = this.withoutPod(pod)
    if (!holdsResources(pod)) return without
    const facts = podFacts(pod)
    const host = pod.spec.nodeName ?? ''
    return without.#moved(facts, host, 1, [...without.#podsOn(host), facts])
  }

  /** Without the pod of that namespace and name on its `spec.nodeName`; unchanged when it is not there. */
  withoutPod(pod: Pod): Snapshot {
    const name = pod.spec.nodeName
    if (!name) return this
    const key = `${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}`
    const there = this.#podsOn(name)
    const facts = there.find((each) => each.key === key)
    if (!facts) return this
    const rest = there.filter((each) => each !== facts)
    return this.#moved(facts, name, -1, rest)
  }

  /** The host as it is now, new or changed; its pods stay. */
  withNode(node: Node): Snapshot {
    const parts = this.#parts
    const name = node.metadata.name
    const old = this.host(name)
    if (old) return new Snapshot({ ...parts, ...replaced(parts, old, hostState(node, old.pods)) })
    const homeless = new Map(parts.homeless)
    homeless.delete(name)
    const next = hostState(node, parts.homeless.get(name))
    return new Snapshot({ ...parts, ...indexed([...parts.hosts, next]), homeless })
  }

  /** Without the host; its pods still count for their Namespaces. */
  withoutNode(name: string): Snapshot {
    const { hosts, homeless } = this.#parts
    const gone = this.host(name)
    if (!gone) return this
    const rest = new Map(homeless)
    if (gone.pods.length) rest.set(name, gone.pods)
    return new Snapshot({ ...this.#parts, ...indexed(hosts.filter((host) => host !== gone)), homeless: rest })
  }

  /** The Namespace's limits and labels as they are now. */
  withNamespace(name: string, facts: NamespaceFacts): Snapshot {
    return new Snapshot({ ...this.#parts, namespaces: { ...this.#parts.namespaces, [name]: facts } })
  }

  #podsOn(name: string): readonly PodFacts[] {
    return this.host(name)?.pods ?? this.#parts.homeless.get(name) ?? []
  }

  #moved(facts: PodFacts, name: string, sign: 1 | -1, pods: readonly PodFacts[]): Snapshot {
    const parts = this.#parts
    const sum = parts.reserved.get(facts.namespace) ?? NOTHING
    const { cpu, memory } = facts.reservation
    const reserved = new Map(parts.reserved)
    reserved.set(facts.namespace, { cpu: sum.cpu + sign * cpu, memory: sum.memory + sign * memory })
    const antiAffine = parts.antiAffine + (facts.antiAffinity.length ? sign : 0)
    const old = this.host(name)
    if (old) {
      return new Snapshot({ ...parts, ...replaced(parts, old, hostWithDemand(old, facts, sign, pods)), reserved, antiAffine })
    }
    const homeless = new Map(parts.homeless).set(name, pods)
    return new Snapshot({ ...parts, homeless, reserved, antiAffine })
  }
}

const indexed = (unsorted: HostState[]): Pick<Parts, 'hosts' | 'index' | 'load'> => {
  const hosts = unsorted.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const index = new Map(hosts.map(({ name }, at) => [name, at]))
  const none: LoadTotals = { cpu: 0, cpuSquares: 0, memory: 0, memorySquares: 0 }
  return { hosts, index, load: hosts.reduce((sum, host) => loadWith(sum, host, 1), none) }
}
