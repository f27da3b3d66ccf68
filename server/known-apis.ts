import { systemUser } from '#domain/user.ts'
import type { Inventory } from './inventory/inventory.ts'
import type { KnownApi } from './kube-api/resolve-api.ts'

/**
 * The Kubernetes APIs that exist, by base path, kept true by the log: asking costs nothing. The oldest Supervisor comes first, which is the
 * one that the root of the port answers for.
 */
export const createKnownApis = async (inventory: Inventory): Promise<{ list(): Promise<KnownApi[]>; close(): void }> => {
  const door = inventory.as(systemUser('known-apis'))
  const read = async (): Promise<KnownApi[]> => {
    const supervisors = await door.supervisors()
    return supervisors
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
      .map(({ id, name }) => ({ api: `supervisor:${id}`, basePath: `/supervisors/${name}` }))
  }
  let current = read()
  let following: { close(): void } | undefined
  let closed = false
  const follow = async (): Promise<void> => {
    following = await inventory.follow({
      after: await inventory.revision(),
      kinds: ['Supervisor'],
      onChanges: () => {
        current = read()
      },
      onClose: (why) => {
        if (why === 'behind' && !closed) {
          current = read()
          void follow()
        }
      },
    })
  }
  await follow()
  return {
    list: () => current,
    close: () => {
      closed = true
      following?.close()
    },
  }
}
