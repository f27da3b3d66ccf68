import type { Taint } from './node.ts'
import type { Toleration } from './pod.ts'

// https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/

/** True when this toleration covers the taint; for how long (`tolerationSeconds`) is for the caller to see. */
export const coversTaint = (toleration: Toleration, taint: Taint): boolean => {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  // An empty key with Exists tolerates everything; validation refuses an empty key with Equal.
  if (toleration.operator === 'Exists') return true
  return toleration.key !== undefined && (toleration.value ?? '') === (taint.value ?? '')
}

/** True when one of the tolerations covers the taint. */
export const tolerates = (tolerations: readonly Toleration[] | undefined, taint: Taint): boolean =>
  tolerations?.some((toleration) => coversTaint(toleration, taint)) ?? false
