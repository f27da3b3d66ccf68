import type { Taint } from '#domain/kube/node.ts'
import type { Toleration } from '#domain/kube/pod.ts'

const meets = (toleration: Toleration, taint: Taint): boolean => {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  // An empty key with Exists tolerates everything; validation refuses an empty key with Equal.
  if (toleration.operator === 'Exists') return true
  return toleration.key !== undefined && (toleration.value ?? '') === (taint.value ?? '')
}

/** True when one of the tolerations covers the taint. https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const tolerates = (tolerations: readonly Toleration[] | undefined, taint: Taint): boolean =>
  tolerations?.some((toleration) => meets(toleration, taint)) ?? false
