import type { Clock } from '#domain/clock.ts'
import type { Inventory, InventoryChangeNotice } from '#server/inventory/inventory.ts'
import type { InventoryController } from '../inventory-controller.ts'
import { type RunningControllers, work } from './controller.ts'
import { WorkQueue } from './queue.ts'

/** Every key is made due this often, so that nothing is ever forgotten. */
const RESYNC_MS = 30_000
/** How soon following is tried again when the database does not answer. */
const FOLLOW_AGAIN_MS = 1000
/** Keys of one controller worked on at the same time. */
const WORKERS = 4

/** Runs controllers over the inventory's log until stopped. */
export const runInventoryControllers = async (
  { inventory, clock, log }: { inventory: Inventory; clock: Clock; log(message: string, error?: unknown): void },
  controllers: InventoryController[],
): Promise<RunningControllers> => {
  const running = controllers.map((controller) => ({ controller, queue: new WorkQueue(clock) }))
  const timers = new Set<() => void>()
  let stopped = false
  let following: { close(): void } | undefined

  const look = async ({ controller, queue }: (typeof running)[number]): Promise<void> => {
    try {
      for (const key of await controller.keys()) queue.add(key)
    } catch (error) {
      log(`${controller.name}: could not look for what is to be done`, error)
    }
  }
  const resync = async (each: (typeof running)[number]): Promise<void> => {
    await look(each)
    if (!stopped) later(RESYNC_MS, () => void resync(each))
  }

  const tell = (changes: InventoryChangeNotice[]): void => {
    for (const change of changes) {
      for (const { controller, queue } of running) {
        const pause = controller.pauseMs?.(change) ?? 0
        for (const key of controller.keysFor(change)) queue.addAfter(key, pause)
      }
    }
  }

  const follow = async (): Promise<void> => {
    following = await inventory.follow({
      after: await inventory.revision(),
      onChanges: tell,
      onClose: (why) => {
        if (why === 'behind') followAgain()
      },
    })
    if (stopped) following.close()
  }
  const later = (ms: number, run: () => void): void => {
    const cancel = clock.after(ms, () => {
      timers.delete(cancel)
      run()
    })
    timers.add(cancel)
  }
  const followAgain = (): void => {
    if (stopped) return
    follow().then(
      // What was missed is found by looking at everything once more.
      () => Promise.all(running.map(look)),
      (error) => {
        log('the inventory could not be followed', error)
        later(FOLLOW_AGAIN_MS, followAgain)
      },
    )
  }

  await follow()
  const workers = running.flatMap((each) => Array.from({ length: WORKERS }, () => work(each.controller, each.queue, log)))
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
