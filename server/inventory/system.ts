import type { User } from '#domain/user.ts'
import type { InventoryOptions } from './context.ts'
import { systemHistory, type SystemHistory } from './system-history.ts'
import { systemHosts, type SystemHosts } from './system-hosts.ts'
import { systemMachines, type SystemMachines } from './system-machines.ts'
import { systemNamespaces, type SystemNamespaces } from './system-namespaces.ts'
import { systemOperations, type SystemOperations } from './system-operations.ts'
import { systemSupervisors, type SystemSupervisors } from './system-supervisors.ts'

/**
 * The controllers' side of door 1: what is wanted, in the form they need it, and the writes that only they make. Nobody is asked for a
 * privilege here, so no face may reach it; the two methods that act for a user check that user.
 */
export type InventorySystem = SystemSupervisors & SystemMachines & SystemNamespaces & SystemHosts & SystemOperations & SystemHistory

/** Builds the controllers' side on the same parts as `createInventory`. */
export const createInventorySystem = (options: InventoryOptions): InventorySystem => ({
  ...systemSupervisors(options),
  ...systemMachines(options),
  ...systemNamespaces(options, (user: User) => ({ ...options, user })),
  ...systemHosts(options),
  ...systemOperations(options),
  ...systemHistory(options),
})
