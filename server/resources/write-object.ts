import { conflict, isStatusError, notFound } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { replacedLeader } from '#domain/replaced-leader.ts'
import type { ObjectKey, ObjectWrite, WriteOutcome } from '#server/store/object-store.ts'
import { quotaCharges } from './admission/quota-charges.ts'
import type { Call } from './door.ts'
import { epochsOf } from './epochs-of.ts'
import type { Kind } from './kind.ts'
import { quotaRefusal } from './refusals.ts'
import type { WriteOptions } from './resources.ts'

// Many writers of one object get in each other's way; each lost round means that somebody else's write went through.
const ATTEMPTS = 30

/** What is to become of an object: `next`, or nothing. Equal to the present one (`same`), it is not written. */
export type Step = { become: 'next'; next: KubeObject } | { become: 'nothing'; last: KubeObject } | { become: 'same' }

/** What came of it; `stored` is the object as it is in the store now, absent when it is gone. */
export interface Written {
  step: Step
  before: KubeObject
  stored?: KubeObject
}

export interface WriteRequest extends WriteOptions {
  /** False when the caller named a revision: then a change in between is for the caller to solve. */
  retry(): boolean
  /** Decides from the present object; called again when it turns out to be an older one. */
  step(current: KubeObject): Step
  /** Refuses the next version by throwing, when that takes reading other objects. */
  admit?(next: KubeObject): Promise<void>
}

/**
 * Changes or removes one object with compare-and-set. It starts from the version that this process wrote last, which spares a read: when the
 * write succeeds, that was the present one. Whatever else comes out of such a guess (a refusal, nothing to do, a conflict) is
 * decided again on what is really stored.
 */
export const writeObject = async (call: Call, kind: Kind, key: ObjectKey, request: WriteRequest): Promise<Written> => {
  const { objects, recent } = call.door
  let guess = request.dryRun ? undefined : recent.get(key)
  let current: KubeObject | undefined
  for (let attempt = 1; ; attempt++) {
    const isGuess = guess !== undefined
    current = guess ?? current ?? (await objects.get(key))
    guess = undefined
    if (!current) throw notFound(kind, key.name)
    const before = current
    current = undefined
    const step = await decide(request, before, isGuess)
    if (step === 'read again') continue
    if (step.become === 'same' || request.dryRun)
      return { step, before, ...(step.become === 'nothing' ? {} : { stored: before }) }
    const outcome = await objects.write(writeOf(call, kind, key, step, before, request))
    if (outcome.ok) return finish(call, key, step, before, outcome)
    recent.delete(key)
    refuse(call, kind, key, outcome)
    if (attempt >= ATTEMPTS || (!isGuess && !request.retry())) throw conflict(kind, key.name)
    current = outcome.reason === 'conflict' ? outcome.current : undefined
  }
}

const decide = async (request: WriteRequest, current: KubeObject, isGuess: boolean): Promise<Step | 'read again'> => {
  try {
    const step = request.step(current)
    if (step.become === 'next') await request.admit?.(step.next)
    return isGuess && step.become === 'same' ? 'read again' : step
  } catch (error) {
    if (isGuess && isStatusError(error)) return 'read again'
    throw error
  }
}

const writeOf = (
  call: Call,
  kind: Kind,
  key: ObjectKey,
  step: Exclude<Step, { become: 'same' }>,
  before: KubeObject,
  options: WriteOptions,
): ObjectWrite => {
  const after = step.become === 'next' ? step.next : undefined
  const charges = quotaCharges(kind, after, before, call.door.cache(call.api).quotas(key.namespace))
  return {
    operation: after ? 'update' : 'delete',
    key,
    object: step.become === 'next' ? step.next : step.last,
    expectedRevision: before.metadata.resourceVersion ?? '',
    ...(charges.length > 0 ? { charges } : {}),
    ...epochsOf(options),
  }
}

const finish = async (
  call: Call,
  key: ObjectKey,
  step: Step,
  before: KubeObject,
  outcome: { object: KubeObject; revision: string },
): Promise<Written> => {
  await call.door.cache(call.api).arrived(key.resource, outcome.revision)
  call.trail.before = before
  if (step.become === 'nothing') {
    call.door.recent.delete(key)
    return { step, before }
  }
  call.door.recent.set(key, outcome.object)
  call.trail.after = outcome.object
  return { step, before, stored: outcome.object }
}

/** Throws unless the write may be tried again on a newer version. */
const refuse = (call: Call, kind: Kind, key: ObjectKey, outcome: Extract<WriteOutcome, { ok: false }>): void => {
  if (outcome.reason === 'quota') {
    throw quotaRefusal(kind, key.name, outcome.exceeded, call.door.cache(call.api).quotas(key.namespace))
  }
  if (outcome.reason === 'fenced') throw replacedLeader(kind, key.name)
  if (outcome.reason === 'missing') throw notFound(kind, key.name)
}
