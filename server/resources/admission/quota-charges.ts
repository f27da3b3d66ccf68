import type { KubeObject } from '#domain/kube/object.ts'
import type { Amounts } from '#domain/kube/pod-resources.ts'
import { hardLimits } from '#domain/kube/quota.ts'
import type { ResourceQuota } from '#domain/kube/workloads.ts'
import type { Charge } from '#server/store/object-store.ts'
import type { Kind } from '../kind.ts'

/** A quota's limits are worked out once per version of it. */
const limitsOf = new WeakMap<ResourceQuota, Amounts>()

const hardOf = (quota: ResourceQuota): Amounts => {
  const known = limitsOf.get(quota)
  if (known) return known
  const hard = hardLimits(quota.spec?.hard)
  limitsOf.set(quota, hard)
  return hard
}

/**
 * What a write takes from its namespace's quotas (gives back, when negative): the difference between what the object counts after it
 * and before it. The store checks the limits in the transaction that writes.
 * https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export const quotaCharges = (
  kind: Kind,
  after: KubeObject | undefined,
  before: KubeObject | undefined,
  quotas: readonly ResourceQuota[],
): Charge[] => {
  const [now, then] = [after ? kind.charges(after) : {}, before ? kind.charges(before) : {}]
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].flatMap((resource) => {
    const delta = (now[resource] ?? 0) - (then[resource] ?? 0)
    if (delta === 0) return []
    const limits =
      delta < 0
        ? []
        : quotas.flatMap((quota) => {
            const hard = hardOf(quota)[resource]
            return hard === undefined ? [] : [{ quota: quota.metadata.name, hard }]
          })
    return [{ resource, delta, limits }]
  })
}
