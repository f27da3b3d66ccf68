import type { User } from '#domain/user.ts'
import type { InventoryStore } from '../store/inventory-store.ts'
import type { InventoryOptions } from './context.ts'
import { type SystemHistory, systemHistory } from './system-history.ts'
import { type SystemHosts, systemHosts } from './system-hosts.ts'
import { type SystemMachines, systemMachines } from './system-machines.ts'
import { type SystemNamespaces, systemNamespaces } from './system-namespaces.ts'
import { type SystemOperations, systemOperations } from './system-operations.ts'
import { type SystemPods, systemPods } from './system-pods.ts'
import { type SystemSupervisors, systemSupervisors } from './system-supervisors.ts'

/**
 * The controllers' side of door 1: what is wanted, in the form they need it, and the writes that only they make. Nobody is asked for a
 * privilege here, so no face may reach it; the two methods that act for a user check that user.
 */
export type InventorySystem = SystemSupervisors &
  SystemMachines &
  SystemNamespaces &
  SystemHosts &
  SystemOperations &
  SystemPods &
  SystemHistory

/**
 * Builds the controllers' side on the same parts as `createInventory`. With the epoch of a leader, every write is refused (Conflict) once there
 * is another one.
 */
export const createInventorySystem = (options: InventoryOptions, epoch?: number): InventorySystem => {
  const context = epoch === undefined ? options : { ...options, store: { ...options.store, inventory: fenced(options, epoch) } }
  return {
    ...systemSupervisors(context),
    ...systemMachines(context),
    ...systemNamespaces(context, (user: User) => ({ ...context, user })),
    ...systemHosts(context),
    ...systemOperations(context),
    ...systemPods(context),
    ...systemHistory(context),
  }
}

const fenced = ({ store }: InventoryOptions, epoch: number): InventoryStore => ({
  ...store.inventory,
  write: (work) => store.inventory.write(work, { epoch }),
})
