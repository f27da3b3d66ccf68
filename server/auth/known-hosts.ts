import { gather } from '#server/store/gather.ts'
import { INVENTORY_API } from '#server/store/inventory-store.ts'
import type { AuthStore } from './auth-store.ts'
import type { ClientCertificate } from './client-certificate.ts'

/** What is asked of a host before its certificate counts. */
export interface KnownHost {
  /** Thumbprints of the keys that speak for it: the present one, and the one before its last renewal. */
  keys: readonly string[]
  certificateSerial: string | null
  /** The Supervisor that its cluster is, if it is one. */
  supervisorId: string | undefined
}

/** Which hosts are in the inventory, and who speaks for them. */
export interface KnownHosts {
  /** The host when `is` says yes to it. A yes may be a moment old; a no is only said after reading again. */
  find(hostId: string, is: (host: KnownHost) => boolean): Promise<{ host: KnownHost | undefined; ok: boolean }>
  stop(): void
}

/** True when the certificate's key is the host's. A host that joined before keys were kept is known by the certificate it got then. */
export const isHeldBy = ({ keys, certificateSerial }: KnownHost, { keyThumbprint, serial }: ClientCertificate): boolean =>
  keys.length ? keys.includes(keyThumbprint) : certificateSerial === serial

const PARTS = {
  id: true,
  keyThumbprint: true,
  previousKeyThumbprint: true,
  certificateSerial: true,
  cluster: { select: { supervisor: { select: { id: true } } } },
} as const

/** Remembers hosts until the log says that one changed or was removed. A host that was not found is looked up again. */
export const createKnownHosts = ({ inventory, objects, feed }: AuthStore): KnownHosts => {
  const known = new Map<string, Promise<KnownHost | undefined>>()
  let following: Promise<{ close(): void }> | undefined

  const follow = async () => {
    const after = await objects.revision(INVENTORY_API)
    return feed.follow({
      api: INVENTORY_API,
      after,
      kinds: ['Host'],
      onChanges: (changes) => {
        for (const { name } of changes) known.delete(name)
      },
      onClose: () => {
        known.clear()
        following = undefined
      },
    })
  }

  // Many agents come at once when the control plane or the agents start.
  const read = gather(async (ids: string[]): Promise<(KnownHost | undefined)[]> => {
    const rows = await inventory.read.host.findMany({ where: { id: { in: [...new Set(ids)] } }, select: PARTS })
    const found = new Map(
      rows.map(({ id, keyThumbprint, previousKeyThumbprint, certificateSerial, cluster }) => [
        id,
        {
          keys: [keyThumbprint, previousKeyThumbprint].filter((key) => key !== null),
          certificateSerial,
          supervisorId: cluster.supervisor?.id,
        },
      ]),
    )
    return ids.map((id) => found.get(id))
  })

  const load = async (hostId: string): Promise<KnownHost | undefined> => {
    // The promise is put there before it is read, so that a change that arrives meanwhile takes it out again.
    const loading = read(hostId)
    known.set(hostId, loading)
    const host = await loading.catch(() => undefined)
    if (!host && known.get(hostId) === loading) known.delete(hostId)
    return loading
  }

  return {
    async find(hostId, is) {
      following ??= follow().catch((error: unknown) => {
        following = undefined
        throw error
      })
      await following
      const remembered = await known.get(hostId)
      if (remembered && is(remembered)) return { host: remembered, ok: true }
      const host = await load(hostId)
      return { host, ok: host !== undefined && is(host) }
    },
    stop() {
      known.clear()
      void following?.then((subscription) => subscription.close()).catch(() => undefined)
    },
  }
}
