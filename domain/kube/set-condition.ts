import { kubeTime } from './kube-time.ts'
import type { Condition } from './object.ts'

/** The condition of that type, if it was ever set. */
export const findCondition = (conditions: readonly Condition[] | undefined, type: string): Condition | undefined =>
  conditions?.find((condition) => condition.type === type)

/**
 * The conditions with one of them as it is now. `lastTransitionTime` moves only when the status does; a condition whose status and
 * reason stay is left as it is, so that saying the same again is no change.
 */
export const setCondition = (conditions: readonly Condition[] | undefined, next: Condition, now: Date): Condition[] => {
  const present = conditions ?? []
  const known = findCondition(present, next.type)
  if (known && known.status === next.status && known.reason === next.reason) return [...present]
  const lastTransitionTime = known?.status === next.status ? known.lastTransitionTime : kubeTime(now)
  return [
    ...present.filter(({ type }) => type !== next.type),
    { ...next, lastTransitionTime: lastTransitionTime ?? kubeTime(now) },
  ]
}

/** The conditions without the one of that type. */
export const dropCondition = (conditions: readonly Condition[] | undefined, type: string): Condition[] =>
  (conditions ?? []).filter((condition) => condition.type !== type)
