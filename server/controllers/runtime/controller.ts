import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import { isReplacedLeader } from '#domain/replaced-leader.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import type { EventRecorder } from './event-recorder.ts'
import { type CacheEvent, Informer } from './informer.ts'
import { WorkQueue } from './queue.ts'

/** When to come back although nothing may have changed. */
export type ReconcileResult = { requeueAfterMs?: number } | undefined

/**
 * Closes the gap between wanted and seen for one key. It reads the world again each time, so it may be called at any moment, any
 * number of times, and killed in between. Conflict means retry and NotFound means done; both may simply be thrown.
 */
export interface Controller {
  name: string
  /** Keys worked on at the same time; 1 when absent. */
  workers?: number
  /** Which objects matter, and the keys that a change of one makes due. */
  watches: { resource: string; keys(event: CacheEvent): string[] }[]
  reconcile(key: string): Promise<ReconcileResult>
  /** Called once with a way to make keys due that no watch would, for example by time. */
  started?(enqueue: (key: string, afterMs?: number) => void): void
}

/** What every controller of one Supervisor works with. */
export interface ControllerContext {
  /** Acts as the control plane; its writes carry the leader epoch. */
  client: ResourceClient
  epoch: number
  clock: Clock
  events: EventRecorder
  /** The shared cache of a kind; asked for before the controllers start. */
  informer(resource: string): Informer
  log(message: string, error?: unknown): void
}

/** A running set of controllers; `stop` resolves when no reconcile is under way any more. */
export interface RunningControllers {
  stop(): Promise<void>
}

/** Builds every controller over shared caches, fills the caches, and starts the workers. */
export const runControllers = async (
  base: Omit<ControllerContext, 'informer'>,
  factories: ((context: ControllerContext) => Controller)[],
): Promise<RunningControllers> => {
  const informers = new Map<string, Informer>()
  const informer = (resource: string): Informer => {
    const known = informers.get(resource) ?? new Informer(base.client, resource, base.clock)
    informers.set(resource, known)
    return known
  }
  const context: ControllerContext = { ...base, informer }
  const running = factories.map((factory) => {
    const controller = factory(context)
    const queue = new WorkQueue(base.clock)
    for (const watch of controller.watches) {
      informer(watch.resource).onChange((event) => {
        for (const key of watch.keys(event)) queue.add(key)
      })
    }
    return { controller, queue }
  })
  try {
    await Promise.all([...informers.values()].map((each) => each.start()))
  } catch (error) {
    // Half a set of caches must not go on following the log behind the caller's back.
    for (const each of informers.values()) each.stop()
    throw error
  }
  const workers = running.flatMap(({ controller, queue }) => {
    controller.started?.((key, afterMs = 0) => queue.addAfter(key, afterMs))
    return Array.from({ length: controller.workers ?? 1 }, () => work(controller, queue, base.log))
  })
  return {
    stop: async () => {
      for (const each of informers.values()) each.stop()
      for (const { queue } of running) queue.stop()
      await Promise.all(workers)
    },
  }
}

/** One worker: the loop, not the controller, owns retry. */
export const work = async (
  controller: Pick<Controller, 'name' | 'reconcile'>,
  queue: WorkQueue,
  log: (message: string, error?: unknown) => void,
): Promise<void> => {
  for (;;) {
    const key = await queue.take()
    if (key === undefined) return
    try {
      const result = await controller.reconcile(key)
      queue.forget(key)
      if (result?.requeueAfterMs !== undefined) queue.addAfter(key, result.requeueAfterMs)
    } catch (error) {
      if (hasReason(error, 'NotFound')) {
        queue.forget(key)
      } else {
        // A conflict is everyday life: the cache is a moment behind. Everything else deserves a line in the log, and so does having been
        // replaced, which ends with the lock that was lost.
        if (!hasReason(error, 'Conflict') || isReplacedLeader(error)) log(`${controller.name}: ${key}`, error)
        queue.retry(key)
      }
    } finally {
      queue.done(key)
    }
  }
}
