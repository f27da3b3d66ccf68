import { gather } from '#server/store/gather.ts'
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

  // Many agents come at once when the control plane or the agents start.
  const isThere = gather(async (ids: string[]): Promise<boolean[]> => {
    const rows = await inventory.read.host.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true } })
    const found = new Set(rows.map(({ id }) => id))
    return ids.map((id) => found.has(id))
  })

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
      const exists = await isThere(hostId)
      if (!exists) known.delete(hostId)
      return exists
    },
    stop() {
      known.clear()
      void following?.then((subscription) => subscription.close()).catch(() => undefined)
    },
  }
}
