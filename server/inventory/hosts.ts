import { StatusError } from '#domain/errors.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import type { HostView } from '#domain/vsphere/host.ts'
import { missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { HOST_PARTS, type HostRow, hostChange, hostViews } from './host-views.ts'
import { type Change, operate } from './operation.ts'
import { inventoryRevision, pageOf } from './page-of.ts'
import { podRangeOwner } from './pod-ranges.ts'
import { requirePrivilege } from './require-privilege.ts'

const COLUMNS = {
  fields: [
    'name',
    'id',
    'clusterName',
    'clusterId',
    'address',
    'connection',
    'maintenance',
    'vendor',
    'model',
    'cpuModel',
    'cpuCores',
    'cpuMhzPerCore',
    'cpuCapacityMhz',
    'cpuUsedMhz',
    'memoryBytes',
    'memoryUsedBytes',
    'version',
    'runtime',
    'bootedAt',
    'lastSeenAt',
    'supervisorId',
    'podCount',
    'vmCount',
    'alarm',
    'spherelet.state',
    'spherelet.version',
  ],
  text: ['name', 'address', 'clusterName', 'model'],
} as const

/** Hosts of one cluster or of the whole vCenter, a window at a time. Needs System.Read. */
export const listHosts = async (
  context: InventoryContext,
  { clusterId, ...query }: PageQuery & { clusterId?: string } = {},
): Promise<Page<HostView>> => {
  await requirePrivilege(context, 'System.Read')
  const revision = await inventoryRevision(context.store.inventory.read)
  return pageOf(await hostViews(context, clusterId ? { clusterId } : {}), query, revision, COLUMNS)
}

/** One host; NotFound when there is none. Needs System.Read. */
export const readHost = async (context: InventoryContext, id: string): Promise<HostView> => {
  await requirePrivilege(context, 'System.Read')
  const [view] = await hostViews(context, { id })
  if (!view) throw missing('host', id)
  return view
}

/** The host's row in a transaction, locked against other writers; NotFound when there is none. */
export const lockHost = async ({ db }: Pick<Change, 'db'>, id: string): Promise<HostRow> => {
  await db.$queryRaw`SELECT id FROM "Host" WHERE id = ${id} FOR UPDATE`
  const row = await db.host.findUnique({ where: { id }, include: HOST_PARTS })
  if (!row) throw missing('host', id)
  return row
}

const setConnection = async (
  context: InventoryContext,
  id: string,
  { to, action, task, done }: { to: 'CONNECTED' | 'DISCONNECTED'; action: string; task: string; done: string },
): Promise<HostView> => {
  await operate(context, { privilege: 'Host.Config.Connection', action, target: id }, async (change) => {
    const before = await lockHost(change, id)
    const state = before.connectionState === 'DISCONNECTED' ? 'DISCONNECTED' : 'CONNECTED'
    if (state === to) throw new StatusError('Conflict', `Host "${before.name}" is ${to.toLowerCase()} already`)
    const row = await change.db.host.update({ where: { id }, data: { connectionState: to }, include: HOST_PARTS })
    change.record(hostChange(row, context.clock.now()))
    const target = { kind: 'Host', id, name: row.name }
    await change.event(target, { type: action, message: `${done} host ${row.name}` })
    await change.task(task, target)
    change.note({ before: { connection: before.connectionState }, after: { connection: to } })
  })
  return readHost(context, id)
}

/** Stops managing the host: what runs on it goes on running, but nothing new is placed there. Conflict when it is so already. */
export const disconnectHost = (context: InventoryContext, id: string): Promise<HostView> =>
  setConnection(context, id, { to: 'DISCONNECTED', action: 'host.disconnect', task: 'Disconnect host', done: 'Disconnected' })

/** Manages the host again; it shows as not responding until its agent is heard from. */
export const reconnectHost = (context: InventoryContext, id: string): Promise<HostView> =>
  setConnection(context, id, { to: 'CONNECTED', action: 'host.reconnect', task: 'Connect host', done: 'Connected' })

/**
 * Takes the host out of the inventory. It must be in maintenance mode or disconnected, as vSphere demands, and no virtual machine may
 * be registered on it. Its agent's certificate means nothing from then on.
 */
export const removeHost = (context: InventoryContext, id: string): Promise<void> =>
  operate(context, { privilege: 'Host.Inventory.RemoveHostFromCluster', action: 'host.remove', target: id }, async (change) => {
    const row = await lockHost(change, id)
    if (row.maintenance !== 'IN_MAINTENANCE' && row.connectionState !== 'DISCONNECTED') {
      throw new StatusError('Conflict', `Host "${row.name}" must be in maintenance mode or disconnected before it is removed`)
    }
    if (row._count.virtualMachines) {
      throw new StatusError(
        'Conflict',
        `Host "${row.name}" still has ${row._count.virtualMachines} virtual machines; reconnect it and enter maintenance mode so that DRS moves them`,
      )
    }
    await change.db.host.delete({ where: { id } })
    const { supervisor } = row.cluster
    // Its part of the pod range goes back.
    if (supervisor) await change.db.ipAllocation.deleteMany({ where: { owner: podRangeOwner(supervisor.id, id) } })
    await change.db.alarm.deleteMany({ where: { targetId: id } })
    const target = { kind: 'Host', id, name: row.name }
    change.record({ ...hostChange(row, context.clock.now()), operation: 'DELETED' })
    await change.event(target, { type: 'host.removed', message: `Removed host ${row.name} from cluster ${row.cluster.name}` })
    await change.task('Remove host', target)
    change.note({ before: { name: row.name, clusterId: row.clusterId } })
  })
