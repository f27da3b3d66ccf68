import type { InventorySystem } from '#server/inventory/system.ts'
import type { InventoryController } from './inventory-controller.ts'

/** How often the hosts are looked over. */
const EVERY_MS = 5000

/**
 * A connected host whose agent has been silent for 40 seconds is not responding: it says so, with event and alarm. Coming back is noticed by
 * the heartbeat itself. All hosts are one key, because heartbeats leave no log rows to follow: one query finds the silent ones.
 */
export const createHostConnectionController = ({ system }: { system: InventorySystem }): InventoryController => ({
  name: 'host-connection',
  keys: async () => ['hosts'],
  keysFor: () => [],
  reconcile: async () => {
    const silent = await system.silentHosts()
    if (silent.length) await system.markSilent(silent)
    // Somebody may have disconnected or removed a silent host meanwhile: then nobody misses it any more.
    for (const target of await system.raised('host-not-responding')) {
      const host = await system.hostState(target.id)
      if (host?.connection !== 'NOT_RESPONDING') await system.setAlarm('host-not-responding', target, undefined)
    }
    return { requeueAfterMs: EVERY_MS }
  },
})
