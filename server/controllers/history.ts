import type { InventorySystem } from '#server/inventory/system.ts'
import type { InventoryController } from './inventory-controller.ts'

const EVERY_MS = { samples: 60_000, events: 3600_000 }

/** Condenses samples every minute and drops events, tasks and audit entries of long ago every hour. */
export const createHistoryController = ({ system }: { system: InventorySystem }): InventoryController => ({
  name: 'history',
  keys: async () => ['samples', 'events'],
  keysFor: () => [],
  reconcile: async (key) => {
    if (key === 'samples') await system.rollUpSamples()
    else await system.trimHistory()
    return { requeueAfterMs: key === 'samples' ? EVERY_MS.samples : EVERY_MS.events }
  },
})
