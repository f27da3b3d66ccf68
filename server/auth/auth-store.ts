import type { InventoryStore } from '#server/store/inventory-store.ts'
import type { Feed, ObjectStore } from '#server/store/object-store.ts'

/** The parts of the store that identity needs. */
export interface AuthStore {
  inventory: InventoryStore
  objects: Pick<ObjectStore, 'list' | 'revision'>
  feed: Pick<Feed, 'follow' | 'reached'>
}
