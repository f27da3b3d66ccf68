import type { Node, Taint } from '#domain/kube/node.ts'
import { wantedTaints } from '#domain/kube/node-taints.ts'
import { toScalar } from '#domain/kube/quantity.ts'
import type { PodFacts } from './pod-facts.ts'

/** Utilisation is kept in these whole parts, so that sums over hosts are exact and a rebuilt snapshot equals an assumed one. */
export const FULL = 100_000

/** A host with the pods placed on it. Never changed in place. */
export interface HostState {
  readonly name: string
  readonly node: Node
  readonly labels: Readonly<Record<string, string>>
  /** The Node's taints and those its Ready condition calls for, without the cordon's, which `unschedulable` says. */
  readonly taints: readonly Taint[]
  /** In maintenance mode or cordoned. */
  readonly unschedulable: boolean
  readonly allocatable: Readonly<Record<string, number>>
  readonly used: Readonly<Record<string, number>>
  readonly pods: readonly PodFacts[]
  /** Utilisation after what is placed, in parts of FULL. */
  readonly cpuLoad: number
  readonly memoryLoad: number
}

/** `used` of `capacity` in parts of FULL; a host without capacity counts as full. */
export const loadOf = (used: number, capacity: number | undefined): number =>
  capacity ? Math.round((used / capacity) * FULL) : FULL

const CORDON = 'node.kubernetes.io/unschedulable'

// A lost Lease turns Ready first and the taint follows in a second write; nothing may be placed in between, so what the taints
// should be counts as well as what they are. The time only matters to evictions.
const taintsOf = (node: Node): Taint[] => {
  const present = node.spec?.taints ?? []
  const missing = wantedTaints(node, new Date(0)).filter(
    ({ key, effect }) => !present.some((taint) => taint.key === key && taint.effect === effect),
  )
  return [...present, ...missing]
}

/** A host and its pods, read from the Node once; `pods` are all taken as placed there, whatever fits. */
export const hostState = (node: Node, pods: readonly PodFacts[] = []): HostState => {
  const allocatable: Record<string, number> = {}
  for (const [resource, amount] of Object.entries(node.status?.allocatable ?? {})) {
    allocatable[resource] = toScalar(resource, amount)
  }
  const used: Record<string, number> = {}
  for (const { demand } of pods) for (const [resource, amount] of demand) used[resource] = (used[resource] ?? 0) + amount
  const taints = taintsOf(node)
  return withLoad({
    name: node.metadata.name,
    node,
    labels: node.metadata.labels ?? {},
    taints: taints.filter(({ key }) => key !== CORDON),
    unschedulable: taints.some(({ key }) => key === CORDON),
    allocatable,
    used,
    pods,
  })
}

const withLoad = (host: Omit<HostState, 'cpuLoad' | 'memoryLoad'>): HostState => ({
  name: host.name,
  node: host.node,
  labels: host.labels,
  taints: host.taints,
  unschedulable: host.unschedulable,
  allocatable: host.allocatable,
  used: host.used,
  pods: host.pods,
  cpuLoad: loadOf(host.used.cpu ?? 0, host.allocatable.cpu),
  memoryLoad: loadOf(host.used.memory ?? 0, host.allocatable.memory),
})

/** The host with one pod more (`sign` 1) or less (-1); the caller says which pods there are then. */
export const hostWithDemand = (host: HostState, { demand }: PodFacts, sign: 1 | -1, pods: readonly PodFacts[]): HostState => {
  const used = { ...host.used }
  for (const [resource, amount] of demand) used[resource] = (used[resource] ?? 0) + sign * amount
  return withLoad({ ...host, used, pods })
}
