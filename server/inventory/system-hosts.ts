import type { HostConnection, Maintenance } from '#domain/vsphere/host.ts'
import { connectionNow, HEARTBEAT_WINDOW_MS } from '#domain/vsphere/host-rules.ts'
import { raiseAlarms } from './alarm-writes.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import { addEvent, addEvents, type Target } from './operation.ts'
import type { SystemContext } from './system-context.ts'
import { writeTaskUpdate } from './system-operations.ts'

/** A host as the maintenance controller sees it. */
export interface HostState {
  id: string
  name: string
  clusterId: string
  connection: HostConnection
  maintenance: Maintenance
  supervisorId?: string
  /** Whether it is (still) a node of that Supervisor. */
  isNode: boolean
  machines: { id: string; name: string; cpuCount: number; memoryMiB: number; supervisorId?: string }[]
}

/** What the host controllers read and write. */
export interface SystemHosts {
  /** Hosts that are in maintenance mode, entering it, or leaving it with a task that has not ended. */
  hostsUnderMaintenance(): Promise<string[]>
  hostState(id: string): Promise<HostState | undefined>
  /** Connected hosts that have been silent too long and are not marked as such yet. */
  silentHosts(): Promise<string[]>
  /** Marks hosts as not responding, with event and alarm; nothing happens to those that have been heard from meanwhile. */
  markSilent(ids: string[]): Promise<void>
  /** The host is empty: it is in maintenance mode. Nothing happens when it is no longer entering it. */
  maintenanceReached(id: string): Promise<void>
  /** Spherelets that say they failed, on connected hosts, and why. */
  brokenSpherelets(): Promise<{ target: Target; message: string }[]>
  /** Datastores with how much of each is free, from 0 to 1. */
  datastoreFree(): Promise<{ target: Target; free: number }[]>
}

/** Hosts on this store. */
export const systemHosts = ({ store, clock }: SystemContext): SystemHosts => {
  const { read } = store.inventory
  const since = () => new Date(clock.now().getTime() - HEARTBEAT_WINDOW_MS)
  return {
    hostsUnderMaintenance: async () => {
      const [hosts, tasks] = await Promise.all([
        read.host.findMany({ where: { maintenance: { not: 'NONE' } }, select: { id: true } }),
        read.task.findMany({
          where: { targetKind: 'Host', name: 'Exit maintenance mode', state: 'RUNNING' },
          select: { targetId: true },
        }),
      ])
      return [...new Set([...hosts.map(({ id }) => id), ...tasks.map(({ targetId }) => targetId)])]
    },
    hostState: async (id) => {
      const row = await read.host.findUnique({
        where: { id },
        include: { virtualMachines: true, spherelet: true, cluster: { select: { supervisor: { select: { id: true } } } } },
      })
      if (!row) return undefined
      const supervisorId = row.cluster.supervisor?.id
      return {
        id,
        name: row.name,
        clusterId: row.clusterId,
        connection: connectionNow(row, clock.now()),
        maintenance: row.maintenance,
        ...(supervisorId ? { supervisorId } : {}),
        isNode: row.spherelet !== null && row.spherelet.state !== 'REMOVING',
        machines: row.virtualMachines.map(({ id: vm, name, cpuCount, memoryMiB, supervisorId: of }) => ({
          id: vm,
          name,
          cpuCount,
          memoryMiB,
          ...(of ? { supervisorId: of } : {}),
        })),
      }
    },
    silentHosts: async () => {
      const silent = { OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: since() } }] }
      const rows = await read.host.findMany({ where: { connectionState: 'CONNECTED', ...silent }, select: { id: true } })
      return rows.map(({ id }) => id)
    },
    markSilent: (ids) =>
      store.inventory.write(async (transaction) => {
        const { db, record } = transaction
        const now = clock.now()
        const marked = await db.host.updateManyAndReturn({
          where: { id: { in: ids }, connectionState: 'CONNECTED', OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: since() } }] },
          data: { connectionState: 'NOT_RESPONDING' },
          select: { id: true },
        })
        const rows = await db.host.findMany({ where: { id: { in: marked.map(({ id }) => id) } }, include: HOST_PARTS })
        for (const row of rows) record(hostChange(row, now))
        const findings = rows.map(({ id, name, lastSeenAt }) => ({
          target: { kind: 'Host', id, name },
          message: `Host ${name} has not been heard from since ${lastSeenAt?.toISOString() ?? 'it joined'}`,
        }))
        const said = { user: '', type: 'host.notResponding', severity: 'ERROR' } as const
        await addEvents(
          transaction,
          now,
          findings.map((finding) => ({ ...said, ...finding })),
        )
        await raiseAlarms(transaction, now, 'host-not-responding', findings)
      }),
    maintenanceReached: (id) =>
      store.inventory.write(async (transaction) => {
        const { db, record } = transaction
        const done = await db.host.updateMany({ where: { id, maintenance: 'ENTERING' }, data: { maintenance: 'IN_MAINTENANCE' } })
        if (!done.count) return
        const row = await db.host.findUniqueOrThrow({ where: { id }, include: HOST_PARTS })
        record(hostChange(row, clock.now()))
        await addEvent(
          transaction,
          '',
          clock.now(),
          { kind: 'Host', id, name: row.name },
          {
            type: 'host.inMaintenance',
            message: `Host ${row.name} is in maintenance mode`,
          },
        )
        await writeTaskUpdate(transaction, clock.now(), id, 'Enter maintenance mode', {
          done: true,
          description: 'The host is empty',
        })
      }),
    brokenSpherelets: async () => {
      const rows = await read.spherelet.findMany({
        where: { state: 'ERROR', host: { connectionState: 'CONNECTED' } },
        include: { host: { select: { id: true, name: true } } },
      })
      return rows.map(({ host, state, message }) => ({
        target: { kind: 'Host', id: host.id, name: host.name },
        message: message || `The Spherelet says ${state}`,
      }))
    },
    datastoreFree: async () => {
      const rows = await read.datastore.findMany()
      return rows.map(({ id, name, capacityBytes, freeBytes }) => ({
        target: { kind: 'Datastore', id, name },
        free: capacityBytes > 0n ? Number(freeBytes) / Number(capacityBytes) : 1,
      }))
    },
  }
}
