import type { Clock } from '#domain/clock.ts'
import { systemUser } from '#domain/user.ts'
import type { Inventory, InventoryChangeNotice } from './inventory/inventory.ts'
import { keepFollowing } from './keep-following.ts'

/** Looks at the cluster are this far apart at least: what changes in between is seen by one. */
const PAUSE_MS = 500

/**
 * Enables Workload Management on a lab cluster as the wizard's defaults propose it, as soon as that many hosts have joined. Does nothing
 * when it is enabled already. `signal` ends the waiting.
 */
export const enableLab = async (
  { inventory, clock, signal }: { inventory: Inventory; clock: Clock; signal: AbortSignal },
  { id, hosts }: { id: string; hosts: number },
): Promise<void> => {
  const door = inventory.as(systemUser('lab'))
  const changes = createChanges(id)
  const following = await keepFollowing({
    begin: async (lost) =>
      inventory.follow({
        after: await inventory.revision(),
        onChanges: changes.add,
        onClose: (why) => {
          if (why === 'behind') lost()
        },
      }),
    missed: changes.wake,
    clock,
  })
  signal.addEventListener('abort', changes.wake)
  try {
    while (!signal.aborted) {
      changes.forget()
      const { supervisorId, hostsConnected } = await door.cluster(id)
      if (supervisorId) return
      if (hostsConnected >= hosts) {
        const { compatible, defaults } = await door.preflight(id)
        if (compatible) return void (await door.enableSupervisor(defaults))
      }
      await changes.wait(hosts - hostsConnected)
      await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve))
    }
  } finally {
    signal.removeEventListener('abort', changes.wake)
    following.close()
  }
}

/** What has changed since the last look. A look is dear in a large cluster, so that it is worth while only when enough hosts were heard of. */
const createChanges = (clusterId: string) => {
  const hosts = new Set<string>()
  let isAny = false
  let isWoken = false
  let missing = 0
  let resolve = () => {}
  const check = () => {
    if (isWoken || (missing > 0 ? hosts.size >= missing : isAny)) resolve()
  }
  const wake = () => {
    isWoken = true
    resolve()
  }
  return {
    add: (notices: InventoryChangeNotice[]): void => {
      isAny = true
      for (const { kind, id, object } of notices) if (kind === 'Host' && object.clusterId === clusterId) hosts.add(id)
      check()
    },
    forget: (): void => {
      isAny = false
      isWoken = false
      hosts.clear()
    },
    /** Resolves when as many hosts were heard of as are missing, or when none is and anything has changed. */
    wait: (count: number): Promise<void> =>
      new Promise((done) => {
        missing = count
        resolve = done
        check()
      }),
    /** Ends the wait, whatever has changed. */
    wake,
  }
}
