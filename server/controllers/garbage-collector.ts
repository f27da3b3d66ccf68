import { hasReason } from '#domain/errors.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import type { KubeObject, OwnerReference } from '#domain/kube/object.ts'
import type { DeleteOptions } from '#server/resources/resources.ts'
import { createGraph, type Graph, type Item, itemKey } from './garbage-collector/graph.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { type CacheEvent, keyOf, splitKey } from './runtime/informer.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

/**
 * Deletes what has lost all its owners, of every kind the door lists. An owner that is deleted in the foreground stays, ending, until
 * the dependents that block it are gone; one whose dependents are to be orphaned stays until they have forgotten it.
 * https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export const garbageCollector = (context: ControllerContext): Controller => {
  const { client } = context
  const graph = createGraph(context)

  const forget = async ({ resource, object }: Item, uids: readonly string[]): Promise<void> => {
    const ownerReferences = uids.map((uid) => ({ $patch: 'delete', uid }))
    const body = { metadata: { uid: object.metadata.uid, ownerReferences } }
    await unlessGone(client.patch(resource, splitKey(keyOf(object)), { type: 'strategic', body }))
  }

  const dropFinalizer = async ({ resource, object }: Item, name: string): Promise<void> => {
    const finalizers = (object.metadata.finalizers ?? []).filter((each) => each !== name)
    await unlessGone(client.update(resource, { ...object, metadata: { ...object.metadata, finalizers } }))
  }

  const orphan = async (item: Item): Promise<void> => {
    await Promise.all(graph.dependents(item.object).map((each) => forget(each, [item.object.metadata.uid ?? ''])))
    await dropFinalizer(item, ORPHAN)
  }

  const finishForeground = async (item: Item): Promise<void> => {
    const blocking = graph.dependents(item.object).some(({ object }) => blocks(object, item.object))
    if (!blocking) await dropFinalizer(item, FOREGROUND)
  }

  const collect = async (item: Item): Promise<void> => {
    const { metadata } = item.object
    const { solid, waiting, dangling } = await sortOwners(graph, item.object)
    if (waiting.length + dangling.length === 0) return
    if (solid.length > 0)
      return forget(
        item,
        [...waiting, ...dangling].map(({ uid }) => uid),
      )
    const options: DeleteOptions = {
      propagationPolicy: policyOf(item, waiting.length > 0 && graph.dependents(item.object).length > 0),
      // Whoever adopts it in this moment changes its revision, and keeps it.
      preconditions: {
        ...(metadata.uid ? { uid: metadata.uid } : {}),
        ...(metadata.resourceVersion ? { resourceVersion: metadata.resourceVersion } : {}),
      },
    }
    await unlessGone(client.delete(item.resource, splitKey(keyOf(item.object)), options))
  }

  return {
    name: 'garbage-collector',
    workers: 16,
    watches: graph.kinds.map(({ resource }) => ({ resource, keys: (event: CacheEvent) => dueKeys(graph, resource, event) })),
    reconcile: async (key) => {
      const item = graph.get(key)
      if (!item) return undefined
      const { deletionTimestamp, ownerReferences = [] } = item.object.metadata
      if (isEnding(item.object, ORPHAN)) await orphan(item)
      else if (isEnding(item.object, FOREGROUND)) await finishForeground(item)
      else if (!deletionTimestamp && ownerReferences.length > 0) await collect(item)
      return undefined
    },
  }
}

const isEnding = ({ metadata }: KubeObject, finalizer: string): boolean =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(finalizer)

const blocks = (dependent: KubeObject, owner: KubeObject): boolean =>
  (dependent.metadata.ownerReferences ?? []).some(
    ({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion,
  )

const policyOf = ({ object }: Item, isForeground: boolean): 'Foreground' | 'Orphan' | 'Background' => {
  const finalizers = object.metadata.finalizers ?? []
  if (finalizers.includes(ORPHAN)) return 'Orphan'
  return isForeground || finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background'
}

/** Owners that keep the object, that wait for it to go, and that are gone; one of a kind not served here keeps it. */
const sortOwners = async (graph: Graph, object: KubeObject) => {
  const sorted: Record<'solid' | 'waiting' | 'dangling', OwnerReference[]> = { solid: [], waiting: [], dangling: [] }
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = await graph.owner(object, reference)
    if (owner === 'gone') sorted.dangling.push(reference)
    else if (owner !== 'unknown' && isEnding(owner.object, FOREGROUND)) sorted.waiting.push(reference)
    else sorted.solid.push(reference)
  }
  return sorted
}

/** What a change makes due: the object itself, its dependents when it ends or is gone, and owners that wait for it. */
const dueKeys = (graph: Graph, resource: string, { object, old }: CacheEvent): string[] => {
  const keys: string[] = []
  const lost = old && old.metadata.uid !== object?.metadata.uid ? old : undefined
  if (lost) {
    graph.noteGone(lost)
    keys.push(...graph.dependents(lost).map(itemKey), ...waitingOwners(graph, lost))
  }
  if (!object) return keys
  const before = lost ? undefined : old
  const hasNewOwners = !jsonEqual(object.metadata.ownerReferences, before?.metadata.ownerReferences)
  const isForeground = isEnding(object, FOREGROUND)
  if (hasNewOwners || isForeground || isEnding(object, ORPHAN)) keys.push(itemKey({ resource, object }))
  if (hasNewOwners && before) keys.push(...waitingOwners(graph, before))
  if (isForeground && !(before && isEnding(before, FOREGROUND))) keys.push(...graph.dependents(object).map(itemKey))
  return keys
}

const waitingOwners = (graph: Graph, dependent: KubeObject): string[] =>
  (dependent.metadata.ownerReferences ?? []).flatMap((reference) => {
    const owner = graph.cachedOwner(dependent, reference)
    return owner && isEnding(owner.object, FOREGROUND) ? [itemKey(owner)] : []
  })

const unlessGone = async (request: Promise<unknown>): Promise<void> => {
  try {
    await request
  } catch (error) {
    if (!hasReason(error, 'NotFound')) throw error
  }
}
