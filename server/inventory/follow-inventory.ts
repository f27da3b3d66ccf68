import { INVENTORY_API } from '../store/inventory-store.ts'
import type { Feed } from '../store/object-store.ts'
import type { Inventory, InventoryChangeNotice } from './inventory.ts'

/** The inventory's part of the log as notices; order, repeats and endings as the feed promises them. */
export const followInventory = (feed: Feed, { after, kinds, onChanges, onClose }: Parameters<Inventory['follow']>[0]) =>
  feed.follow({
    api: INVENTORY_API,
    after,
    ...(kinds ? { kinds } : {}),
    onChanges: (changes) =>
      onChanges(
        changes.map(
          ({ kind, name, operation, revision, object }): InventoryChangeNotice => ({
            kind,
            id: name,
            operation,
            revision,
            object,
          }),
        ),
      ),
    onClose,
  })
