import { StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Change } from '#server/store/object-store.ts'
import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { storedAs } from '../object-key.ts'
import { needsPresenting, presentOne } from '../present.ts'
import type { WatchEvent, WatchOptions } from '../resources.ts'
import { isSelected, type Selection, selectionOf } from '../selection.ts'
import { selectObjects } from './list.ts'

/** The object as a change's event shows it: with the revision of the change. */
const at = (object: KubeObject, revision: string): KubeObject =>
  object.metadata.resourceVersion === revision
    ? object
    : { ...object, metadata: { ...object.metadata, resourceVersion: revision } }

/**
 * A change as somebody with that selection sees it: entering it is ADDED, leaving it DELETED with the labels from before. Undefined when
 * it is not for them. Without the object before, a change that is not selected is told as DELETED: whoever did not have it ignores that.
 */
export const eventOf = (kind: Kind, selection: Selection, change: Change): WatchEvent | undefined => {
  const { operation, object, previous, revision } = change
  const event = (type: WatchEvent['type'], shown: KubeObject): WatchEvent => ({
    type,
    object: at(shown, revision),
    resourceVersion: revision,
  })
  const now = isSelected(kind, selection, object)
  if (operation === 'ADDED') return now ? event('ADDED', object) : undefined
  if (operation === 'DELETED') {
    return now || (previous && isSelected(kind, selection, previous)) ? event('DELETED', object) : undefined
  }
  const before = previous ? isSelected(kind, selection, previous) : now
  if (now) return event(before ? 'MODIFIED' : 'ADDED', object)
  if (before) return event('DELETED', previous ?? object)
  const isElsewhere = selection.namespace !== undefined && object.metadata.namespace !== selection.namespace
  return previous || isElsewhere ? undefined : event('DELETED', object)
}

/** Tells what is there now to whoever wants to know it; the revision to go on from. */
const tellInitial = async (call: Call, kind: Kind, { onInitial, ...selection }: WatchOptions): Promise<string> => {
  const { namespace, labelSelector, fieldSelector } = selection
  const list = await selectObjects(call, kind, {
    ...(namespace === undefined ? {} : { namespace }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
    ...(onInitial ? {} : { limit: 1 }),
  })
  onInitial?.(list)
  return list.resourceVersion
}

/** Follows the log from a revision through the selectors; Expired (410) when the log no longer reaches back that far. */
export const watchObjects = async (call: Call, kind: Kind, options: WatchOptions): Promise<{ close(): void }> => {
  const selection = selectionOf(kind, options)
  const name = selection.fields.find(({ field, equals }) => field === 'metadata.name' && equals)?.value
  await authorize(call, 'watch', kind, { namespace: selection.namespace, name })
  const after = options.after ?? (await tellInitial(call, kind, options))
  if (!/^\d+$/.test(after)) {
    throw new StatusError(
      'InternalError',
      `resourceVersion: Invalid value: ${JSON.stringify(after)}: strconv.ParseUint: parsing ${JSON.stringify(after)}: invalid syntax`,
    )
  }
  const presented = (events: WatchEvent[]): Promise<WatchEvent[]> =>
    Promise.all(events.map(async (event) => ({ ...event, object: await presentOne(call, kind, event.object) })))
  return call.door.feed.follow({
    api: call.api,
    after,
    kinds: [storedAs(kind)],
    onChanges: (changes) => {
      const events = changes.map((change) => eventOf(kind, selection, change)).filter((event) => event !== undefined)
      const last = changes.at(-1)
      if (events.length === 0) return last && options.onProgress?.(last.revision)
      if (!needsPresenting(kind)) return options.onEvents(events)
      // The feed waits for the promise, so events stay in order.
      return presented(events).then(options.onEvents) as unknown as undefined
    },
    onClose: options.onClose,
  })
}
