import type { OpenControlPlane } from './control-plane.ts'
import type { InventoryController } from './controllers/runtime/inventory-runner.ts'

/** Every controller of the inventory, with what it needs. */
export const inventoryControllers = (_plane: OpenControlPlane): InventoryController[] => []
