import { type Clock, systemClock } from '#domain/clock.ts'
import type { NoPlacement } from '#domain/placement.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from './auth/auth.ts'
import { type CertificateAuthority, createCertificateAuthority } from './auth/certificate-authority.ts'
import { createAuth } from './auth/create-auth.ts'
import { createDirectory, type Directory } from './auth/directory/directory.ts'
import { openKeys } from './auth/keys.ts'
import type { InventoryOptions } from './inventory/context.ts'
import { createInventory } from './inventory/create-inventory.ts'
import type { Inventory } from './inventory/inventory.ts'
import { createInventorySystem, type InventorySystem } from './inventory/system.ts'
import { createUsageReader } from './inventory/usage.ts'
import { createLive, type LiveOptions } from './live.ts'
import { createNamespaceHook } from './namespace-hook.ts'
import { createResources } from './resources/create-resources.ts'
import type { Reference, Resources } from './resources/resources.ts'
import { previewEviction } from './scheduling/eviction-preview.ts'
import { Snapshot } from './scheduling/snapshot.ts'
import { readSettings, type Settings } from './settings.ts'
import { createSphereletLogs } from './spherelet-logs.ts'
import { openStore, type Store } from './store/open-store.ts'
import { createSeal } from './store/seal.ts'
import { KUBERNETES_VERSION } from './version.ts'
import { createWhyPending } from './why-pending.ts'

/** Both doors and who may pass them: what pages, endpoints and controllers hold. */
export interface ControlPlane {
  settings: Settings
  clock: Clock
  auth: Auth
  authority: CertificateAuthority
  directory: Directory
  inventory: Inventory
  resources: Resources
  /** Follows the log for one browser tab until its signal aborts. */
  live(options: LiveOptions): Promise<void>
  /** Why a pod has no host; undefined when it has one, or could have. */
  whyPending(user: User, api: string, ref: Reference): Promise<NoPlacement | undefined>
}

/** A control plane with its store, and the way to close both. */
export interface OpenControlPlane extends ControlPlane {
  store: Store
  /** The controllers' side of door 1, for the leader of that epoch. */
  systemAt(epoch: number): InventorySystem
  /** Throws when tokens for kubectl can't be issued or are not accepted. */
  checkTokens(): Promise<void>
  close(): Promise<void>
}

/** Builds the parts once, over a migrated database. `trim`: this process also trims the log. */
export const openControlPlane = async (
  settings: Settings,
  { trim = false, clock = systemClock } = {},
): Promise<OpenControlPlane> => {
  const keys = await openKeys(settings.keysDir)
  const store = await openStore({ url: settings.databaseUrl, seal: createSeal(keys.sealing), trim })
  const authority = await createCertificateAuthority(keys, clock)
  const auth = createAuth({ store, keys, clock })
  const parts: InventoryOptions = {
    store,
    clock,
    urls: { apiBase: settings.apiUrl },
    usage: createUsageReader(store.inventory.read),
    planEvacuation: ({ host, nodes, pods }) => previewEviction(Snapshot.of({ nodes, pods }), host),
    supervisorVersion: KUBERNETES_VERSION,
  }
  const inventory = createInventory(parts)
  const resources = createResources({
    store,
    auth,
    clock,
    clusterLogs: createSphereletLogs(authority),
    onNamespace: createNamespaceHook(createInventorySystem(parts)),
  })
  return {
    settings,
    clock,
    auth,
    authority,
    directory: createDirectory({ store, clock }),
    inventory,
    resources,
    live: createLive({ inventory, resources, clock }),
    whyPending: createWhyPending(resources),
    store,
    systemAt: (epoch) => createInventorySystem(parts, epoch),
    checkTokens: () => auth.checkTokens(),
    close: async () => {
      auth.stop()
      await resources.close()
      await store.close()
    },
  }
}

// `next dev` loads modules anew at every change; the connections must not multiply with them.
const remembered = globalThis as { hemisphere?: Promise<OpenControlPlane> }

/** The control plane of this process, built from the environment at the first call. */
export const controlPlane = (): Promise<ControlPlane> => {
  remembered.hemisphere ??= openControlPlane(readSettings()).catch((error) => {
    delete remembered.hemisphere
    throw error
  })
  return remembered.hemisphere
}
