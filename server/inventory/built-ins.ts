import type { Severity } from '#domain/vsphere/operations.ts'
import { BUILT_IN_ROLES } from '#domain/vsphere/privileges.ts'
import type { InventoryStore } from '../store/inventory-store.ts'

/** vSphere's sizes, each as best-effort (nothing reserved) and guaranteed (everything reserved): vCPUs and GiB. */
const SIZES: [size: string, cpus: number, memoryGiB: number][] = [
  ['xsmall', 2, 2],
  ['small', 2, 4],
  ['medium', 2, 8],
  ['large', 4, 16],
  ['xlarge', 4, 32],
  ['2xlarge', 8, 64],
  ['4xlarge', 16, 128],
  ['8xlarge', 32, 128],
]

/** The 16 VM classes that every vCenter has. */
export const BUILT_IN_VM_CLASSES = SIZES.flatMap(([size, cpuCount, memoryGiB]) =>
  (
    [
      ['best-effort', 0],
      ['guaranteed', 100],
    ] as const
  ).map(([kind, reservation]) => ({
    id: `${kind}-${size}`,
    cpuCount,
    memoryMiB: memoryGiB * 1024,
    cpuReservation: reservation,
    memoryReservation: reservation,
    builtIn: true,
  })),
)

/** What the control plane watches by itself. */
export const ALARM_DEFINITIONS: { id: string; name: string; description: string; targetKind: string; severity: Severity }[] = [
  {
    id: 'host-not-responding',
    name: 'Host connection lost',
    description: 'A connected host has not been heard from for 40 seconds',
    targetKind: 'Host',
    severity: 'ERROR',
  },
  {
    id: 'spherelet-not-ready',
    name: 'Spherelet not ready',
    description: 'The Spherelet of a host does not run, so no vSphere Pod is placed there',
    targetKind: 'Host',
    severity: 'WARNING',
  },
  {
    id: 'supervisor-error',
    name: "Supervisor can't be configured",
    description: 'A step of a Supervisor needs a person before it can go on',
    targetKind: 'Supervisor',
    severity: 'ERROR',
  },
  {
    id: 'supervisor-warning',
    name: 'Supervisor degraded',
    description: 'A Supervisor runs, but a part of it does not',
    targetKind: 'Supervisor',
    severity: 'WARNING',
  },
  {
    id: 'namespace-near-limit',
    name: 'Namespace near its limit',
    description: 'A namespace has requested 90 % or more of its CPU, memory or storage limit',
    targetKind: 'Namespace',
    severity: 'WARNING',
  },
  {
    id: 'pod-unschedulable',
    name: "vSphere Pod can't be placed",
    description:
      'No host can take a vSphere Pod; of those that one owner controls, the one that has waited longest stands for all',
    targetKind: 'Pod',
    severity: 'WARNING',
  },
  {
    id: 'datastore-usage',
    name: 'Datastore almost full',
    description: 'Less than 10 % of a datastore is free',
    targetKind: 'Datastore',
    severity: 'WARNING',
  },
]

/**
 * Makes the roles, VM classes and alarm definitions that every installation has, and brings those that exist up to date. Running it
 * again changes nothing.
 */
export const ensureBuiltIns = (store: InventoryStore): Promise<void> =>
  store.write(async ({ db }) => {
    for (const [id, { name, description, privileges }] of Object.entries(BUILT_IN_ROLES)) {
      const data = { name, description, privileges: [...privileges], builtIn: true }
      await db.role.upsert({ where: { id }, create: { id, ...data }, update: data })
    }
    await db.vmClass.createMany({ data: BUILT_IN_VM_CLASSES, skipDuplicates: true })
    await db.alarmDefinition.createMany({ data: ALARM_DEFINITIONS, skipDuplicates: true })
  })
