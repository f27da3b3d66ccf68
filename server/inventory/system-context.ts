import type { Clock } from '#domain/clock.ts'
import type { InventoryBackend } from './context.ts'
import type { UsageReader } from './usage.ts'

/** What the controllers' side of the inventory works with. */
export interface SystemContext {
  store: Pick<InventoryBackend, 'inventory'>
  clock: Clock
  urls: { apiBase: string }
  usage: UsageReader
}
