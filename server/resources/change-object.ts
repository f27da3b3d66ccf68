import { jsonEqual } from '#domain/kube/equal.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { restrictNode, restrictNodeChange } from './admission/node-restriction.ts'
import { quotaCharges } from './admission/quota-charges.ts'
import { restrictGrants } from './admission/rbac-escalation.ts'
import type { Call } from './door.ts'
import type { Kind } from './kind.ts'
import { objectKey } from './object-key.ts'
import { prepareUpdate } from './prepare-update.ts'
import type { Reference, Subresource, WriteOptions } from './resources.ts'
import { checkQuota } from './verbs/check-quota.ts'
import { type Step, writeObject } from './write-object.ts'

export interface ChangeRequest extends WriteOptions {
  subresource?: Subresource | undefined
  /** False when the caller named a revision: then a change in between is for the caller to solve. Asked after `next`. */
  retry(): boolean
  /** The next version from the present one; called again when somebody else was faster. */
  next(current: KubeObject): KubeObject
  /** True when `next` already gives the whole object and no rule of the kind is to be applied again. */
  isPrepared?: boolean
}

/** A deletion that waited for finalizers happens when the last one is taken away. */
const isRemovedNow = (kind: Kind, next: KubeObject, current: KubeObject): boolean =>
  next.metadata.deletionTimestamp !== undefined &&
  !next.metadata.deletionGracePeriodSeconds &&
  kind.finalizers(next).length === 0 &&
  kind.finalizers(current).length > 0

const stepFor = (call: Call, kind: Kind, request: ChangeRequest, current: KubeObject): Step => {
  restrictNode(call.user, kind, { verb: 'update', subresource: request.subresource, object: current })
  const wanted = request.next(current)
  const isControlPlane = call.user.from === 'control-plane'
  const next = request.isPrepared
    ? wanted
    : prepareUpdate(kind, wanted, current, { subresource: request.subresource, isControlPlane })
  restrictNodeChange(call.user, kind, next, current)
  if (jsonEqual(next, current)) return { become: 'same' }
  return isRemovedNow(kind, next, current) ? { become: 'nothing', last: next } : { become: 'next', next }
}

/**
 * Reads, changes and writes one object with compare-and-set. A change that changes nothing writes nothing and keeps the revision. The
 * answer is in the stored form; NotFound, Conflict, Invalid and Forbidden (quota) as Kubernetes words them.
 */
export const changeObject = async (call: Call, kind: Kind, ref: Reference, request: ChangeRequest): Promise<KubeObject> => {
  const key = objectKey(kind, call.api, ref)
  const cache = call.door.cache(call.api)
  await cache.ready()
  const { step, before, stored } = await writeObject(call, kind, key, {
    ...request,
    retry: request.retry,
    step: (current) => stepFor(call, kind, request, current),
    admit: (next) => restrictGrants(call, kind, next),
  })
  if (step.become === 'same') return before
  // The answer to the change that removes an object has the revision it had, as in Kubernetes.
  if (step.become === 'nothing') return step.last
  if (!request.dryRun) return stored ?? step.next
  await checkQuota(call, kind, step.next, quotaCharges(kind, step.next, before, cache.quotas(key.namespace)))
  return step.next
}
