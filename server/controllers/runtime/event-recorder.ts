import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import { createEventNames, type EventNames } from '#domain/kube/event-names.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { ResourceClient } from '#server/resources/resources.ts'

/** Writes core/v1 Events: the same words again about the same object raise a count instead of making another. */
export interface EventRecorder {
  record(about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void
}

/**
 * A recorder for one component. Events are a courtesy: one that can't be written is told to `log` and never fails the work it is about.
 * What was told before by this recorder is counted; another that takes over begins anew, as Kubernetes' controllers do.
 */
export const createEventRecorder = (
  client: ResourceClient,
  component: string,
  clock: Clock,
  log: (message: string, error?: unknown) => void,
): EventRecorder => {
  const names = createEventNames(Math.random())
  // One after the other per event, or two repeats would race for the count.
  const chains = new Map<string, Promise<void>>()
  const turn = turns(AT_ONCE)
  return {
    record: (about, type, reason, message) => {
      const now = clock.now()
      const event = describe(about, type, reason, message, component, now)
      event.metadata.name = names.next(about.metadata.name, now)
      const what = [about.metadata.uid, type, reason, message].join('\0')
      const next = (chains.get(what) ?? Promise.resolve())
        .then(() => turn(() => write(client, names, what, event, now)))
        .catch((error) => log(`event ${reason} of ${about.kind} ${about.metadata.name}`, error))
        .finally(() => {
          if (chains.get(what) === next) chains.delete(what)
        })
      chains.set(what, next)
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
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: '', namespace },
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

const write = async (client: ResourceClient, names: EventNames, what: string, event: KubeObject, now: Date): Promise<void> => {
  try {
    if (await countAgain(client, names, what, event)) return
    await client.create('events', event)
    names.remember(what, { name: event.metadata.name, count: 1 })
  } catch (error) {
    // The namespace may be gone with the object the event is about.
    if (hasReason(error, 'NotFound') || hasReason(error, 'Forbidden')) return
    if (!hasReason(error, 'AlreadyExists')) throw error
    const name = names.next(event.involvedObject.name, now)
    await write(client, names, what, { ...event, metadata: { ...event.metadata, name } }, now)
  }
}

/** Raises the count of the event that told the same before; false when there is none, or it has expired meanwhile. */
const countAgain = async (client: ResourceClient, names: EventNames, what: string, event: KubeObject): Promise<boolean> => {
  const told = names.told(what)
  if (!told) return false
  const { namespace } = event.metadata
  const count = told.count + 1
  try {
    const body = { count, lastTimestamp: event.lastTimestamp }
    await client.patch('events', { name: told.name, ...(namespace ? { namespace } : {}) }, { type: 'merge', body })
  } catch (error) {
    names.forget(what)
    if (!hasReason(error, 'NotFound')) throw error
    return false
  }
  names.remember(what, { name: told.name, count })
  return true
}
