import type { KubeObject } from '#domain/kube/object.ts'
import type { Charge } from '#server/store/object-store.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { quotaRefusal } from '../refusals.ts'

/** For a dry run: the refusal that the store would give now, from what is used at this moment. */
export const checkQuota = async (call: Call, kind: Kind, object: KubeObject, charges: readonly Charge[]): Promise<void> => {
  if (charges.every(({ limits }) => limits.length === 0)) return
  const { name, namespace = '' } = object.metadata
  const used = await call.door.objects.quotaUsage(call.api, namespace)
  const exceeded = charges.flatMap(({ resource, delta, limits }) =>
    limits
      .filter(({ hard }) => (used[resource] ?? 0) + delta > hard)
      .map(({ quota, hard }) => ({ quota, resource, delta, hard, used: used[resource] ?? 0 })),
  )
  if (exceeded.length > 0) throw quotaRefusal(kind, name, exceeded, call.door.cache(call.api).quotas(namespace))
}
