import { hasReason, isStatusError } from '#domain/errors.ts'
import { controllerReference } from '#domain/kube/owners.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { ReplicaFailure } from '#domain/kube/replica-set-status.ts'
import type { ReplicaSet } from '#domain/kube/workloads.ts'
import type { ControllerContext } from '../runtime/controller.ts'
import { keyOf, splitKey } from '../runtime/informer.ts'
import type { SeenWrites } from '../runtime/seen-writes.ts'

/** A create or delete that the door refused; the set's status says why and the queue comes back later. */
export class PodControlError extends Error {
  readonly failure: ReplicaFailure

  constructor(failure: ReplicaFailure, cause: unknown) {
    super(failure.message, { cause })
    this.failure = failure
  }
}

/** The pod that a set makes from its template; the server completes the name. */
export const podOf = (set: ReplicaSet): Pod => {
  const { metadata, spec } = set.spec.template
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      ...(metadata?.labels ? { labels: { ...metadata.labels } } : {}),
      ...(metadata?.annotations ? { annotations: { ...metadata.annotations } } : {}),
      ...(metadata?.finalizers ? { finalizers: [...metadata.finalizers] } : {}),
      ownerReferences: [controllerReference(set)],
    },
    spec: structuredClone(spec),
  }
}

const isTerminating = (error: unknown): boolean =>
  isStatusError(error) && (error.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating')

// Every attempt has another made-up name; without it the same refusal is the same event, counted.
const wordsOf = (error: unknown, set: ReplicaSet): string => {
  const text = error instanceof Error ? error.message : String(error)
  const name = isStatusError(error) ? error.details?.name : undefined
  return name ? text.replaceAll(`"${name}"`, `"${set.metadata.name}-"`) : text
}

/** Creates one pod of the set and remembers it; a namespace that is being emptied is no failure, there is just nothing to do. */
export const createPod = async ({ client, events }: ControllerContext, writes: SeenWrites, set: ReplicaSet): Promise<void> => {
  try {
    const pod = await client.create('pods', podOf(set))
    writes.created(keyOf(set), pod)
    events.record(set, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`)
  } catch (error) {
    if (isTerminating(error) || hasReason(error, 'NotFound')) return
    const message = wordsOf(error, set)
    events.record(set, 'Warning', 'FailedCreate', `Error creating: ${message}`)
    throw new PodControlError({ reason: 'FailedCreate', message }, error)
  }
}

/** Deletes one pod of the set, if it is still the one that was meant. */
export const deletePod = async (
  { client, events }: ControllerContext,
  writes: SeenWrites,
  set: ReplicaSet,
  pod: Pod,
): Promise<void> => {
  try {
    await client.delete('pods', splitKey(keyOf(pod)), pod.metadata.uid ? { preconditions: { uid: pod.metadata.uid } } : {})
    writes.deleted(keyOf(set), pod)
    events.record(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`)
  } catch (error) {
    if (hasReason(error, 'NotFound') || hasReason(error, 'Conflict')) {
      writes.deleted(keyOf(set), pod)
      return
    }
    const message = wordsOf(error, set)
    events.record(set, 'Warning', 'FailedDelete', `Error deleting: ${message}`)
    throw new PodControlError({ reason: 'FailedDelete', message }, error)
  }
}
