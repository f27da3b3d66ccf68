import { createHash } from 'node:crypto'
import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { ResourceClient } from '#server/resources/resources.ts'

/** What leaves room for the dot and the hash in a name of at most 253 characters. */
const LONGEST_NAME = 236

/** Writes core/v1 Events: the same words again about the same object raise a count instead of making another. */
export interface EventRecorder {
  record(about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void
}

/**
 * A recorder for one component. Events are a courtesy: one that can't be written is told to `log` and never fails the work it is about.
 * Names follow from the content, so that a repeat finds its first.
 */
export const createEventRecorder = (
  client: ResourceClient,
  component: string,
  clock: Clock,
  log: (message: string, error?: unknown) => void,
): EventRecorder => {
  // One after the other per event name, or two repeats would race for the count.
  const chains = new Map<string, Promise<void>>()
  const turn = turns(AT_ONCE)
  return {
    record: (about, type, reason, message) => {
      const event = describe(about, type, reason, message, component, clock.now())
      const key = `${event.metadata.namespace}/${event.metadata.name}`
      const next = (chains.get(key) ?? Promise.resolve())
        .then(() => turn(() => write(client, event)))
        .catch((error) => log(`event ${reason} of ${about.kind} ${about.metadata.name}`, error))
        .finally(() => {
          if (chains.get(key) === next) chains.delete(key)
        })
      chains.set(key, next)
    },
  }
}

/** Events written at the same time: a burst of them must not delay the writes they tell of. */
const AT_ONCE = 8

/** Runs so many of what it is given at once, the rest in order. */
const turns = (atOnce: number): ((work: () => Promise<void>) => Promise<void>) => {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

const describe = (about: KubeObject, type: string, reason: string, message: string, component: string, now: Date): KubeObject => {
  const at = `${now.toISOString().slice(0, 19)}Z`
  const namespace = about.metadata.namespace ?? 'default'
  const sameness = createHash('sha256')
    .update([about.metadata.uid, type, reason, message, component].join('\0'))
    .digest('hex')
    .slice(0, 16)
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${about.metadata.name.slice(0, LONGEST_NAME)}.${sameness}`, namespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name: about.metadata.name,
      ...(about.metadata.namespace ? { namespace: about.metadata.namespace } : {}),
      ...(about.metadata.uid ? { uid: about.metadata.uid } : {}),
      ...(about.metadata.resourceVersion ? { resourceVersion: about.metadata.resourceVersion } : {}),
    },
    reason,
    message,
    type,
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
  }
}

const write = async (client: ResourceClient, event: KubeObject): Promise<void> => {
  try {
    await client.create('events', event)
  } catch (error) {
    // The namespace may be gone with the object the event is about.
    if (hasReason(error, 'NotFound') || hasReason(error, 'Forbidden')) return
    if (!hasReason(error, 'AlreadyExists')) throw error
    const { name, namespace } = event.metadata
    const known = await client.get('events', { name, ...(namespace ? { namespace } : {}) })
    await client.update('events', { ...known, count: (known.count ?? 1) + 1, lastTimestamp: event.lastTimestamp })
  }
}
