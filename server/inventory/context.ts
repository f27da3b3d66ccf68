import type { Clock } from '#domain/clock.ts'
import type { Node } from '#domain/kube/node.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { User } from '#domain/user.ts'
import type { EvacuationPreview } from '#domain/vsphere/host.ts'
import type { InventoryStore } from '../store/inventory-store.ts'
import type { Feed, ObjectStore } from '../store/object-store.ts'
import type { UsageReader } from './usage.ts'

/** The parts of the store that this door needs. */
export interface InventoryBackend {
  inventory: InventoryStore
  objects: Pick<ObjectStore, 'list' | 'get'>
  feed: Feed
}

/**
 * What would become of the pods of one host now, decided by the scheduler over the Supervisor's Nodes and pods; handed in because the
 * door knows no scheduling.
 */
export type EvacuationPlanner = (input: { host: string; nodes: Node[]; pods: Pod[] }) => EvacuationPreview['workloads']

export interface InventoryOptions {
  store: InventoryBackend
  clock: Clock
  /** Where the API port is reached from outside: `https://127.0.0.1:6443`. */
  urls: { apiBase: string }
  usage: UsageReader
  planEvacuation: EvacuationPlanner
  /** The Kubernetes version that a newly enabled Supervisor runs. */
  supervisorVersion?: string
}

/** Everything one call of the door works with. */
export interface InventoryContext extends InventoryOptions {
  user: User
}
