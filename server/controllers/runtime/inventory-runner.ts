import type { Clock } from '#domain/clock.ts'
import type { Inventory, InventoryChangeNotice } from '#server/inventory/inventory.ts'
import { type ReconcileResult, type RunningControllers, work } from './controller.ts'
import { WorkQueue } from './queue.ts'

/** Closes the gap between wanted and seen for one inventory object; the same rules as for Controller. */
export interface InventoryController {
  name: string
  workers?: number
  /** Inventory kinds whose changes matter. */
  kinds: readonly string[]
  /** The keys that a change makes due; the changed object's id when absent. */
  keys?(change: InventoryChangeNotice): string[] | Promise<string[]>
  /** Every key there is: asked at the start, and again every `resyncMs`, so that nothing is ever forgotten. */
  all(): Promise<string[]>
  resyncMs?: number
  reconcile(key: string): Promise<ReconcileResult>
}

const RESYNC_MS = 30_000

/** Runs controllers over the inventory's log until stopped. */
export const runInventoryControllers = async (
  { inventory, clock, log }: { inventory: Inventory; clock: Clock; log(message: string, error?: unknown): void },
  controllers: InventoryController[],
): Promise<RunningControllers> => {
  const running = controllers.map((controller) => ({ controller, queue: new WorkQueue(clock) }))
  const timers = new Set<() => void>()
  let stopped = false
  let following: { close(): void } | undefined

  const resync = async ({ controller, queue }: (typeof running)[number]): Promise<void> => {
    try {
      for (const key of await controller.all()) queue.add(key)
    } catch (error) {
      log(`${controller.name}: could not look for what is to be done`, error)
    }
    if (stopped) return
    const cancel = clock.after(controller.resyncMs ?? RESYNC_MS, () => {
      timers.delete(cancel)
      void resync({ controller, queue })
    })
    timers.add(cancel)
  }

  const tell = async (changes: InventoryChangeNotice[]): Promise<void> => {
    for (const change of changes) {
      for (const { controller, queue } of running) {
        if (!controller.kinds.includes(change.kind)) continue
        const keys = controller.keys ? await controller.keys(change) : [change.id]
        for (const key of keys) queue.add(key)
      }
    }
  }

  const follow = async (): Promise<void> => {
    following = await inventory.follow({
      after: await inventory.revision(),
      kinds: [...new Set(controllers.flatMap(({ kinds }) => [...kinds]))],
      onChanges: (changes) => void tell(changes).catch((error) => log('inventory controllers: a change was not understood', error)),
      onClose: (why) => {
        // What was missed is found by the resync that follows.
        if (why === 'behind' && !stopped) void follow().then(() => Promise.all(running.map(resync)))
      },
    })
  }

  await follow()
  const workers = running.flatMap((each) => Array.from({ length: each.controller.workers ?? 1 }, () => work(each.controller, each.queue, log)))
  await Promise.all(running.map(resync))
  return {
    stop: async () => {
      stopped = true
      following?.close()
      for (const cancel of timers) cancel()
      for (const { queue } of running) queue.stop()
      await Promise.all(workers)
    },
  }
}
