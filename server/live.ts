import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { LiveBatch, LiveChange, LiveTopics } from '#domain/live.ts'
import { holds, type User } from '#domain/user.ts'
import type { AccessEntry } from '#domain/vsphere/namespace.ts'
import { concerns } from '#domain/vsphere/sso-subject.ts'
import type { Inventory, InventoryChangeNotice, InventoryClient } from './inventory/inventory.ts'
import { type KeepFollowing, keepFollowing } from './keep-following.ts'
import type { Resources } from './resources/resources.ts'

/** Batches go out at most four times a second: an eye can't follow more, and a browser need not. */
const PAUSE_MS = 250
/** A batch larger than this says "read again" instead of listing what changed. */
const LARGEST_BATCH = 2000

export interface LiveOptions {
  user: User
  topics: LiveTopics
  signal: AbortSignal
  send(batch: LiveBatch): void
}

/**
 * Follows the one log for one browser tab until `signal` aborts. Only what the user may list is told, and the rest is left out; a reader
 * that falls behind gets a `reset` and goes on from now.
 */
export const createLive =
  ({ inventory, resources, clock }: { inventory: Inventory; resources: Resources; clock: Clock }) =>
  async ({ user, topics, signal, send }: LiveOptions): Promise<void> => {
    const outbox = createOutbox(send, clock)
    const open: { close(): void }[] = []
    signal.addEventListener('abort', () => {
      outbox.stop()
      for (const each of open) each.close()
    })

    const keep = async (begin: KeepFollowing['begin']): Promise<void> => {
      // The page reads again only when following has begun again, or what happens in between would be missed by both.
      const following = await keepFollowing({ begin, missed: outbox.reset, isFinal: isRefusal, clock })
      if (signal.aborted) following.close()
      else open.push(following)
    }

    const hearing = createHearing(user)
    const followInventory = () =>
      keep(async (lost) => {
        const following = await inventory.follow({
          after: await inventory.revision(),
          onChanges: (changes) => {
            for (const change of changes) if (hearing.hears(change)) outbox.add(fromInventory(change))
          },
          onClose: (why) => {
            if (why === 'behind') lost()
          },
        })
        if (hearing.isSelective) hearing.knows(await ownNamespaces(inventory.as(user)))
        return following
      })

    const followObjects = (api: string, resource: string) =>
      keep(async (lost) => {
        const client = resources.as(user, api)
        const scope = topics.namespace ? { namespace: topics.namespace } : {}
        return client.watch(resource, {
          ...scope,
          onEvents: (events) => {
            for (const { type, object, resourceVersion: revision } of events) {
              const { namespace = '', name } = object.metadata
              outbox.add({ api, kind: resource, namespace, name, operation: type, revision })
            }
          },
          onClose: (why) => {
            if (why === 'behind') lost()
          },
        })
      })

    await followInventory()
    const { api, resources: wanted = [] } = topics
    if (!api) return
    await Promise.all(
      wanted.map((resource) =>
        followObjects(api, resource).catch((error) => {
          // The page says itself what it was refused; the rest of it is live all the same.
          if (!isRefusal(error)) throw error
        }),
      ),
    )
  }

/**
 * Which changes of the inventory the user may hear of: all with System.Read, else those of their namespaces, and, of one they lose, the change
 * that took it from them.
 */
const createHearing = (user: User) => {
  const hearsEverything = holds(user, 'System.Read')
  const hearsNamespaces = holds(user, 'Namespaces.ListAccess')
  const own = new Set<string>()
  return {
    /** Whether it takes the user's own namespaces to say. */
    isSelective: !hearsEverything && !hearsNamespaces,
    knows: (namespaces: readonly string[]) => {
      for (const id of namespaces) own.add(id)
    },
    hears: ({ kind, id, operation, object }: InventoryChangeNotice): boolean => {
      if (hearsEverything) return true
      if (kind !== 'Namespace') return false
      const had = own.has(id)
      const has = operation !== 'DELETED' && ((object.access ?? []) as AccessEntry[]).some((rule) => concerns(rule, user))
      if (has) own.add(id)
      else own.delete(id)
      return hearsNamespaces || has || had
    },
  }
}

/** The ids of all namespaces the user may see. */
const ownNamespaces = async (door: InventoryClient): Promise<string[]> => {
  const ids: string[] = []
  for (;;) {
    const { rows, total } = await door.namespaces({ offset: ids.length, limit: 500 })
    ids.push(...rows.map(({ id }) => id))
    if (ids.length >= total || rows.length === 0) return ids
  }
}

/** The user may no longer see it, or it is gone: to ask again every second is no use. */
const isRefusal = (error: unknown): boolean => hasReason(error, 'Forbidden') || hasReason(error, 'NotFound')

const fromInventory = ({ kind, id, operation, revision, object }: InventoryChangeNotice): LiveChange => ({
  api: 'inventory',
  kind,
  namespace: '',
  name: id,
  operation,
  revision,
  ...(kind === 'Task' ? { row: object } : {}),
})

/** Gathers changes, the latest per object, and sends them at most every PAUSE_MS; the first one goes at once. */
const createOutbox = (send: (batch: LiveBatch) => void, clock: Clock) => {
  let waiting = new Map<string, LiveChange>()
  let reset = false
  let pause: (() => void) | undefined
  const flush = () => {
    pause = undefined
    if (waiting.size === 0 && !reset) return
    const batch: LiveBatch =
      reset || waiting.size > LARGEST_BATCH ? { changes: [], reset: true } : { changes: [...waiting.values()] }
    waiting = new Map()
    reset = false
    send(batch)
    pause = clock.after(PAUSE_MS, flush)
  }
  const soon = () => {
    // The first change of a quiet time goes with those that come in the same moment.
    pause ??= clock.after(10, flush)
  }
  return {
    add: (change: LiveChange) => {
      const key = `${change.api}/${change.kind}/${change.namespace}/${change.name}`
      waiting.delete(key)
      waiting.set(key, change)
      soon()
    },
    reset: () => {
      reset = true
      soon()
    },
    stop: () => pause?.(),
  }
}
