import { INVENTORY_API } from '#server/store/inventory-store.ts'
import type { AuthStore } from './auth-store.ts'

/** Which hosts are in the inventory now. */
export interface KnownHosts {
  has(hostId: string): Promise<boolean>
  stop(): void
}

/** Remembers hosts that are there until the log says that one was removed. A host that was not found is looked up again. */
export const createKnownHosts = ({ inventory, objects, feed }: AuthStore): KnownHosts => {
  const known = new Set<string>()
  let following: Promise<{ close(): void }> | undefined

  const follow = async () => {
    const after = await objects.revision(INVENTORY_API)
    return feed.follow({
      api: INVENTORY_API,
      after,
      kinds: ['Host'],
      onChanges: (changes) => {
        for (const { operation, name } of changes) if (operation === 'DELETED') known.delete(name)
      },
      onClose: () => {
        known.clear()
        following = undefined
      },
    })
  }

  return {
    async has(hostId) {
      following ??= follow().catch((error: unknown) => {
        following = undefined
        throw error
      })
      await following
      if (known.has(hostId)) return true
      known.add(hostId)
      // Added before it is read, so that a removal which arrives meanwhile takes it out again.
      const row = await inventory.read.host.findUnique({ where: { id: hostId }, select: { id: true } })
      if (!row) known.delete(hostId)
      return row !== null
    },
    stop() {
      known.clear()
      void following?.then((subscription) => subscription.close()).catch(() => undefined)
    },
  }
}
