import { MAX_REPLICAS_ANNOTATION } from './revision.ts'
import type { Deployment, ReplicaSet } from './workloads.ts'

// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment

/** How many pods there shall be in a ReplicaSet now. */
export interface Resize {
  set: ReplicaSet
  replicas: number
}

/** How many pods a ReplicaSet, and a Deployment, ask for; 1 when they do not say. */
export const wantedOf = ({ spec }: ReplicaSet | Deployment): number => spec.replicas ?? 1

/** How many pods several sets ask for together. */
export const totalWanted = (sets: readonly ReplicaSet[]): number => sets.reduce((sum, set) => sum + wantedOf(set), 0)

const availableOf = ({ status }: ReplicaSet): number => status?.availableReplicas ?? 0

const amount = (value: number | string | undefined, of: number, round: (n: number) => number): number =>
  typeof value === 'string' ? round((Number.parseInt(value, 10) * of) / 100) : (value ?? 0)

/**
 * How many pods a rolling update may have beyond the wanted number (percentages rounded up) and may lack (rounded down). When both come
 * out as none, one may lack, or nothing could ever move.
 */
export const fenceposts = (deployment: Deployment): { surge: number; unavailable: number } => {
  const { strategy } = deployment.spec
  const wanted = wantedOf(deployment)
  if (strategy?.type === 'Recreate' || wanted === 0) return { surge: 0, unavailable: 0 }
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy?.rollingUpdate ?? {}
  const surge = amount(maxSurge, wanted, Math.ceil)
  const unavailable = amount(maxUnavailable, wanted, Math.floor)
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, wanted) }
}

/** The size of the new ReplicaSet next: as far up as the surge lets it, or down to what is wanted. */
export const newSetSize = (deployment: Deployment, all: readonly ReplicaSet[], newest: ReplicaSet | undefined): number => {
  const wanted = wantedOf(deployment)
  const present = newest ? wantedOf(newest) : 0
  if (deployment.spec.strategy?.type === 'Recreate' || present >= wanted) return wanted
  const room = wanted + fenceposts(deployment).surge - totalWanted(all)
  return present + Math.max(0, Math.min(room, wanted - present))
}

const byAge = (a: ReplicaSet, b: ReplicaSet): number => {
  const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '']
  if (left !== right) return left < right ? -1 : 1
  return a.metadata.name < b.metadata.name ? -1 : 1
}

/** The sets, the oldest first. */
export const oldestFirst = (sets: readonly ReplicaSet[]): ReplicaSet[] => [...sets].sort(byAge)

/**
 * What the old ReplicaSets may lose now: first pods that are not available anyway, then as many available ones as there are beyond the
 * minimum. The oldest set shrinks first.
 */
export const oldSetSizes = (deployment: Deployment, old: readonly ReplicaSet[], newest: ReplicaSet): Resize[] => {
  const minAvailable = wantedOf(deployment) - fenceposts(deployment).unavailable
  const newMissing = wantedOf(newest) - availableOf(newest)
  let mayGo = totalWanted(old) + wantedOf(newest) - minAvailable - newMissing
  if (mayGo <= 0) return []
  const sizes = new Map<ReplicaSet, number>(old.map((set) => [set, wantedOf(set)]))
  const shrink = (set: ReplicaSet, by: number) => sizes.set(set, (sizes.get(set) ?? 0) - by)
  for (const set of oldestFirst(old)) {
    const dead = Math.min(mayGo, Math.max(0, wantedOf(set) - availableOf(set)))
    shrink(set, dead)
    mayGo -= dead
  }
  let spare = [...old, newest].reduce((sum, set) => sum + availableOf(set), 0) - minAvailable
  for (const set of oldestFirst(old)) {
    const by = Math.min(Math.max(0, spare), sizes.get(set) ?? 0)
    shrink(set, by)
    spare -= by
  }
  return [...sizes].flatMap(([set, replicas]) => (replicas === wantedOf(set) ? [] : [{ set, replicas }]))
}

const isActiveSet = (set: ReplicaSet): boolean => wantedOf(set) > 0

/** The set to give all pods to when none or only one has any: there is no rollout to keep in proportion. */
const onlySet = (old: readonly ReplicaSet[], newest: ReplicaSet | undefined): ReplicaSet | undefined => {
  const all = newest ? [...old, newest] : [...old]
  const active = all.filter(isActiveSet)
  if (active.length > 1) return undefined
  return active[0] ?? newest ?? oldestFirst(old).at(-1)
}

const share = (set: ReplicaSet, deployment: Deployment, allowed: number): number => {
  const size = wantedOf(set)
  if (wantedOf(deployment) === 0) return -size
  const before = Number(set.metadata.annotations?.[MAX_REPLICAS_ANNOTATION]) || (deployment.status?.replicas ?? 0)
  if (before === 0) return 0
  return Math.round((size * allowed) / before) - size
}

/**
 * The sizes after the Deployment itself was scaled, maybe in the middle of a rollout: every ReplicaSet keeps its share, the largest
 * takes the remainder. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling
 */
export const scaledSizes = (deployment: Deployment, old: readonly ReplicaSet[], newest: ReplicaSet | undefined): Resize[] => {
  const wanted = wantedOf(deployment)
  const only = onlySet(old, newest)
  if (only) return [{ set: only, replicas: wanted }]
  if (newest && wantedOf(newest) === wanted && availableOf(newest) === wanted) {
    return [...old.filter(isActiveSet).map((set) => ({ set, replicas: 0 })), { set: newest, replicas: wanted }]
  }
  if (deployment.spec.strategy?.type === 'Recreate') return old.filter(isActiveSet).map((set) => ({ set, replicas: 0 }))
  const active = [...old, ...(newest ? [newest] : [])].filter(isActiveSet)
  const allowed = wanted > 0 ? wanted + fenceposts(deployment).surge : 0
  const change = allowed - totalWanted(active)
  // Growing favours the young among equals, shrinking the old.
  const direction = change > 0 ? -1 : 1
  const sorted = active.sort((a, b) => wantedOf(b) - wantedOf(a) || direction * byAge(a, b))
  let given = 0
  const sizes = sorted.map((set): Resize => {
    const left = change - given
    const part = share(set, deployment, allowed)
    const taken = change > 0 ? Math.max(0, Math.min(part, left)) : Math.min(0, Math.max(part, left))
    given += taken
    return { set, replicas: wantedOf(set) + taken }
  })
  const [largest] = sizes
  if (largest) largest.replicas = Math.max(0, largest.replicas + change - given)
  return sizes
}
