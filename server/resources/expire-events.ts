import type { Clock } from '#domain/clock.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import type { ObjectStore } from '#server/store/object-store.ts'
import { event as eventKind } from './kinds/event.ts'
import { objectKey } from './object-key.ts'

/** Events are kept for an hour after they last happened, as a Kubernetes API server does by default (`--event-ttl`). */
export const EVENT_HOURS = 1
const EVERY_MS = 5 * 60_000
const PAGE = 500

const lastSeen = (event: KubeEvent): number => {
  const series = event.series as { lastObservedTime?: string } | undefined
  return Date.parse(series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '')
}

/** Removes the events of an api that are older; returns how many. What somebody else changes or removes meanwhile is left alone. */
export const expireEvents = async (objects: ObjectStore, api: string, now: Date): Promise<number> => {
  const oldest = now.getTime() - EVENT_HOURS * 3_600_000
  let after: { namespace: string; name: string } | undefined
  let removed = 0
  do {
    const page = await objects.list({ api, resource: 'events', limit: PAGE, ...(after ? { after } : {}) })
    const old = page.items.filter((item) => lastSeen(item as KubeEvent) < oldest)
    const outcomes = await objects.writeMany(old.map((object) => removal(api, object)))
    removed += outcomes.filter(({ ok }) => ok).length
    after = page.next
  } while (after)
  return removed
}

const removal = (api: string, object: KubeObject) => ({
  operation: 'delete' as const,
  key: objectKey(eventKind, api, object.metadata),
  object,
  expectedRevision: object.metadata.resourceVersion ?? '',
})

/** Expires the events of the apis in use every five minutes; the returned function ends that. Several processes doing so do no harm. */
export const expireEventsRegularly = (objects: ObjectStore, clock: Clock, apis: () => Iterable<string>): (() => void) => {
  let isStopped = false
  let cancel = () => {}
  const run = async () => {
    for (const api of apis()) {
      await expireEvents(objects, api, clock.now()).catch((error: unknown) =>
        console.error(`old events of ${api} could not be removed:`, error),
      )
    }
    if (!isStopped) wait()
  }
  const wait = () => {
    cancel = clock.after(EVERY_MS, () => void run())
  }
  wait()
  return () => {
    isStopped = true
    cancel()
  }
}
