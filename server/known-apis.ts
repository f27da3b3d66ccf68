import type { Clock } from '#domain/clock.ts'
import { systemUser } from '#domain/user.ts'
import type { Inventory } from './inventory/inventory.ts'
import { keepFollowing } from './keep-following.ts'
import type { KnownApi } from './kube-api/resolve-api.ts'

const RETRY_MS = 1000

/**
 * The Kubernetes APIs that exist, by base path, kept true by the log: asking costs nothing. The oldest Supervisor comes first, which is the
 * one that the root of the port answers for. While the database is away the last answer stays good. `onNames` hears the further DNS names of
 * all Supervisors whenever they have been read.
 */
export const createKnownApis = async (
  inventory: Inventory,
  clock: Clock,
  onNames: (dnsNames: string[]) => void = () => undefined,
): Promise<{ list(): Promise<KnownApi[]>; close(): void }> => {
  const door = inventory.as(systemUser('known-apis'))
  const read = async (): Promise<KnownApi[]> => {
    const supervisors = await door.supervisors()
    onNames(supervisors.flatMap(({ apiServerDnsNames }) => apiServerDnsNames))
    return supervisors
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
      .map(({ id, name }) => ({ api: `supervisor:${id}`, basePath: `/supervisors/${name}` }))
  }
  let known: KnownApi[] = []
  let cancelRetry: (() => void) | undefined
  let current = Promise.resolve(known)
  const refresh = (): void => {
    cancelRetry?.()
    current = read().then(
      (now) => {
        known = now
        return now
      },
      () => {
        cancelRetry = clock.after(RETRY_MS, refresh)
        return known
      },
    )
  }
  const following = await keepFollowing({
    begin: async (lost) =>
      inventory.follow({
        after: await inventory.revision(),
        kinds: ['Supervisor'],
        onChanges: refresh,
        onClose: (why) => {
          if (why === 'behind') lost()
        },
      }),
    missed: refresh,
    clock,
  })
  refresh()
  return {
    list: () => current,
    close: () => {
      cancelRetry?.()
      following.close()
    },
  }
}
