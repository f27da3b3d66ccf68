import type { Clock } from '#domain/clock.ts'
import type { Inventory } from '#server/inventory/inventory.ts'

/** The next change that may concern a host. */
export interface NextChange {
  /** Resolves on the change, after `ms`, or when the request is given up, whichever is first. */
  within(ms: number, signal: AbortSignal): Promise<void>
  forget(): void
}

/** Wakes the agents that wait for a change of what their host should be. */
export interface HostChanges {
  next(hostId: string): Promise<NextChange>
}

/** One follower of the log for all waiting agents; it starts with the first of them. */
export const createHostChanges = (inventory: Inventory, clock: Clock): HostChanges => {
  const waiting = new Map<string, Set<() => void>>()
  let following: Promise<unknown> | undefined

  const wake = (hostId: string) => {
    for (const run of waiting.get(hostId) ?? []) run()
  }
  const follow = async () => {
    const after = await inventory.revision()
    await inventory.follow({
      after,
      // What a Supervisor wants of a host is written with a change of that host.
      kinds: ['Host', 'VirtualMachine'],
      onChanges(changes) {
        for (const { kind, id, object } of changes) {
          if (kind === 'Host') wake(id)
          else if (typeof object.hostId === 'string') wake(object.hostId)
        }
      },
      onClose() {
        following = undefined
        for (const hostId of [...waiting.keys()]) wake(hostId)
      },
    })
  }

  return {
    async next(hostId) {
      following ??= follow().catch((error: unknown) => {
        following = undefined
        throw error
      })
      await following
      let happened = false
      let tell: (() => void) | undefined
      const run = () => {
        happened = true
        tell?.()
      }
      const there = waiting.get(hostId) ?? new Set()
      waiting.set(hostId, there.add(run))
      return {
        within: (ms, signal) =>
          new Promise<void>((resolve) => {
            const cancel = clock.after(ms, () => tell?.())
            tell = () => {
              cancel()
              signal.removeEventListener('abort', tell as () => void)
              resolve()
            }
            signal.addEventListener('abort', tell, { once: true })
            if (happened || signal.aborted) tell()
          }),
        forget() {
          there.delete(run)
          if (there.size === 0 && waiting.get(hostId) === there) waiting.delete(hostId)
        },
      }
    },
  }
}
