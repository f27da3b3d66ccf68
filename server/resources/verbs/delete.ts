import type { KubeObject } from '#domain/kube/object.ts'
import { refuseKeptNamespace } from '../admission/namespace-lifecycle.ts'
import { restrictNode } from '../admission/node-restriction.ts'
import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import { type Kind, kindId } from '../kind.ts'
import { objectKey } from '../object-key.ts'
import { presentOne } from '../present.ts'
import { revisionRefusal, uidRefusal } from '../refusals.ts'
import type { DeleteOptions, Reference } from '../resources.ts'
import { timestamp } from '../timestamp.ts'
import { writeObject } from '../write-object.ts'

const checkPreconditions = (kind: Kind, { metadata }: KubeObject, { preconditions }: DeleteOptions): void => {
  const { uid, resourceVersion } = preconditions ?? {}
  if (uid && uid !== metadata.uid) throw uidRefusal(kind.kind, metadata.name, uid, metadata.uid ?? '')
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw revisionRefusal(kind.kind, metadata.name, resourceVersion, metadata.resourceVersion ?? '')
  }
}

// https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion
const POLICY_FINALIZERS = { Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const

/** The finalizers after the caller said what is to become of the dependents; unchanged when nothing was said. */
const finalizersFor = ({ metadata }: KubeObject, policy: DeleteOptions['propagationPolicy']): string[] => {
  const present = metadata.finalizers ?? []
  if (!policy) return present
  const own: string[] = Object.values(POLICY_FINALIZERS)
  const wanted = policy === 'Background' ? undefined : POLICY_FINALIZERS[policy]
  const kept = present.filter((name) => !own.includes(name) || name === wanted)
  return wanted && !kept.includes(wanted) ? [...kept, wanted] : kept
}

/** What deleting makes of an object: gone, or a later version of it that is ending. */
type Plan = { gone: true } | { gone: false; next: KubeObject }

/**
 * A pod on a host gets its grace period and is removed by its Spherelet with grace 0; a later delete may only shorten the period. An object
 * with finalizers is marked and goes when the last one is taken.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export const planDeletion = (kind: Kind, current: KubeObject, options: DeleteOptions, now: Date): Plan => {
  const finalizers = finalizersFor(current, options.propagationPolicy)
  const marked: KubeObject = { ...current, metadata: { ...current.metadata } }
  if (finalizers.length > 0) marked.metadata.finalizers = finalizers
  else delete marked.metadata.finalizers
  const { deletionTimestamp, deletionGracePeriodSeconds: given } = current.metadata
  const asked = kind.graceSeconds(current, options.gracePeriodSeconds)
  // Already ending: only a shorter period than the one given counts.
  const isPending = deletionTimestamp !== undefined
  const grace = isPending ? Math.min(given ?? 0, options.gracePeriodSeconds === undefined ? (given ?? 0) : asked) : asked
  if (grace === 0 && kind.finalizers(marked).length === 0) return { gone: true }
  if (isPending && grace === (given ?? 0)) return { gone: false, next: marked }
  marked.metadata.deletionGracePeriodSeconds = grace
  const from = isPending ? Date.parse(deletionTimestamp) - (given ?? 0) * 1000 : now.getTime()
  marked.metadata.deletionTimestamp = timestamp(new Date(Math.max(from, isPending ? now.getTime() : 0) + grace * 1000))
  if (marked.metadata.generation) marked.metadata.generation += 1
  kind.markDeleted(marked)
  return { gone: false, next: marked }
}

/** Deletes one object, or marks it as ending; the answer is the object when it is still there. Does not ask who may. */
export const removeObject = async (
  call: Call,
  kind: Kind,
  ref: Reference,
  options: DeleteOptions,
): Promise<KubeObject | undefined> => {
  await call.door.cache(call.api).ready()
  const { step, before, stored } = await writeObject(call, kind, objectKey(kind, call.api, ref), {
    ...options,
    retry: () => true,
    step: (current) => {
      restrictNode(call.user, kind, { verb: 'delete', object: current })
      checkPreconditions(kind, current, options)
      const plan = planDeletion(kind, current, options, call.door.clock.now())
      if (plan.gone) return { become: 'nothing', last: current }
      return isUnchanged(plan.next, current) ? { become: 'same' } : { become: 'next', next: plan.next }
    },
  })
  if (step.become === 'nothing') return undefined
  if (step.become === 'same') return before
  return options.dryRun ? step.next : stored
}

const isUnchanged = (next: KubeObject, current: KubeObject): boolean =>
  next.metadata.deletionTimestamp === current.metadata.deletionTimestamp &&
  (next.metadata.finalizers ?? []).join() === (current.metadata.finalizers ?? []).join()

/** Deletes one object: undefined when it is gone at once, else the object while it is ending. */
export const deleteObject = async (
  call: Call,
  kind: Kind,
  ref: Reference,
  options: DeleteOptions = {},
): Promise<KubeObject | undefined> => {
  await authorize(call, 'delete', kind, ref)
  const left =
    kindId(kind) === 'namespaces' ? await removeBoth(call, kind, ref, options) : await removeObject(call, kind, ref, options)
  return left && presentOne(call, kind, left)
}

/**
 * A namespace and, when a person asks, its vSphere Namespace. The latter follows the former, so that nothing happens to it when a precondition
 * fails; should this process end in between, the namespace controller finds the one Terminating and marks the other.
 */
const removeBoth = async (call: Call, kind: Kind, ref: Reference, options: DeleteOptions): Promise<KubeObject | undefined> => {
  refuseKeptNamespace(ref.name)
  const hook = call.user.from === 'control-plane' ? undefined : call.door.onNamespace
  await hook?.mayDelete(call.user, ref.name, call.api)
  const left = await removeObject(call, kind, ref, options)
  if (!options.dryRun) await hook?.delete(call.user, ref.name, call.api)
  return left
}
