import type { InventoryChangeNotice } from '#server/inventory/inventory.ts'
import type { ReconcileResult } from './runtime/controller.ts'

/**
 * A controller that follows the inventory's log instead of a Kubernetes API; one replica runs it for the whole vCenter. Like every
 * controller it reads the world again each time, and may be killed and called again at any moment.
 */
export interface InventoryController {
  name: string
  /** Every key there is: made due when the controller starts, so that nothing said while nobody listened is missed. */
  keys(): Promise<string[]>
  /** The keys that a change makes due. */
  keysFor(change: InventoryChangeNotice): string[]
  /** How long a change may wait for others, in milliseconds, so that a burst is one piece of work; 0 when absent. */
  pauseMs?(change: InventoryChangeNotice): number
  reconcile(key: string): Promise<ReconcileResult>
}
