import type { User } from '#domain/user.ts'
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

/** Builds the controllers' side on the same parts as `createInventory`. */
export const createInventorySystem = (options: InventoryOptions): InventorySystem => ({
  ...systemSupervisors(options),
  ...systemMachines(options),
  ...systemNamespaces(options, (user: User) => ({ ...options, user })),
  ...systemHosts(options),
  ...systemOperations(options),
  ...systemPods(options),
  ...systemHistory(options),
})
