import { unreachable } from './database-url.ts'
import type { InventoryStore } from './inventory-store.ts'
import type { Feed, ObjectStore } from './object-store.ts'
import { createObjectText } from './object-text.ts'
import { openFeed } from './open-feed.ts'
import { openInventoryStore } from './open-inventory-store.ts'
import { openObjectStore } from './open-object-store.ts'
import { openPool } from './pool.ts'
import type { Seal } from './seal.ts'
import { trimRegularly } from './trim-log.ts'

/** Everything that is kept, and everything that happens to it. */
export interface Store {
  inventory: InventoryStore
  objects: ObjectStore
  feed: Feed
  /** Resolves when the database answers; ServiceUnavailable otherwise. */
  ping(): Promise<void>
  /** Ends the feed, lets the writes that are under way finish, and closes every connection. */
  close(): Promise<void>
}

export interface StoreOptions {
  url: string
  /** Connections for inventory and objects each; the feed has one more. */
  poolSize?: number
  /** Encrypts Secrets in the tables and in the log. */
  seal?: Seal
  /** Trim the log while open. One process of an installation is enough, several do no harm. */
  trim?: boolean
}

const TRIM_SECONDS = 30

/** Opens the store on a migrated database (see `migrate`). ServiceUnavailable with one sentence when it can't be reached. */
export async function openStore({ url, poolSize = 10, seal, trim = false }: StoreOptions): Promise<Store> {
  // Apart, so that a burst of inventory transactions, each holding a connection for many statements, can't starve object writes.
  const pool = openPool(url, poolSize, { byIndex: true })
  const inventoryPool = openPool(url, poolSize)
  const text = createObjectText(seal)
  const ping = async () => {
    await pool.query('SELECT 1').catch((error: unknown) => {
      throw unreachable(url, error)
    })
  }
  try {
    await ping()
  } catch (error) {
    await Promise.all([pool.end(), inventoryPool.end()])
    throw error
  }
  const inventory = openInventoryStore(inventoryPool)
  const objects = openObjectStore(pool, text)
  const feed = await openFeed({ url, pool, text })
  const stopTrimming = trim ? trimRegularly(pool, TRIM_SECONDS) : () => {}
  return {
    inventory,
    objects,
    feed,
    ping,
    async close() {
      stopTrimming()
      await feed.stop()
      await objects.idle()
      await inventory.close()
      await Promise.all([pool.end(), inventoryPool.end()])
    },
  }
}
