import { INVENTORY_API } from '#server/store/inventory-store.ts'
import type { AuthStore } from './auth-store.ts'

/** Remembers what was read from the inventory, until the log says that it may have changed. */
export interface LogCache<Value> {
  /** What is remembered under the key, else what `load` reads. That something is not there is never remembered. */
  get(key: string, load: () => Promise<Value | undefined>): Promise<Value | undefined>
  stop(): void
}

const MOST_REMEMBERED = 10_000

/** A cache that any change of these kinds empties: they change rarely and are read with every request. */
export const createLogCache = <Value>({ objects, feed }: AuthStore, kinds: readonly string[]): LogCache<Value> => {
  const remembered = new Map<string, Promise<Value | undefined>>()
  let following: Promise<{ close(): void }> | undefined
  let stopped = false

  const follow = async () => {
    const after = await objects.revision(INVENTORY_API)
    return feed.follow({
      api: INVENTORY_API,
      after,
      kinds,
      onChanges: () => remembered.clear(),
      onClose: () => {
        remembered.clear()
        following = undefined
      },
    })
  }

  return {
    async get(key, load) {
      if (stopped) return load()
      // Nothing is remembered before the log is followed.
      following ??= follow().catch((error: unknown) => {
        following = undefined
        throw error
      })
      await following
      const known = remembered.get(key)
      if (known) return known
      if (remembered.size >= MOST_REMEMBERED) remembered.clear()
      // The promise is put there before it is read, so a change that arrives meanwhile removes it again.
      const loading = load()
      remembered.set(key, loading)
      const found = await loading.catch(() => undefined)
      if (found === undefined && remembered.get(key) === loading) remembered.delete(key)
      return loading
    },
    stop() {
      stopped = true
      remembered.clear()
      void following?.then((subscription) => subscription.close()).catch(() => undefined)
    },
  }
}
