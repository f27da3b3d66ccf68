import { z } from 'zod'
import { StatusError } from '#domain/errors.ts'
import type { Page, PageQuery } from '#domain/page.ts'
import type { ClusterView } from '#domain/vsphere/cluster.ts'
import { checkInput, inventoryName, missing } from './check-input.ts'
import { clusterViews } from './cluster-views.ts'
import type { InventoryContext } from './context.ts'
import { operate } from './operation.ts'
import { inventoryRevision, pageOf } from './page-of.ts'
import { requirePrivilege } from './require-privilege.ts'

const drsMode = z.enum(['DISABLED', 'MANUAL', 'PARTIALLY_AUTOMATED', 'FULLY_AUTOMATED'])
const NEW_CLUSTER = z.object({
  datacenterId: z.string(),
  name: inventoryName,
  drsMode: drsMode.default('FULLY_AUTOMATED'),
  haEnabled: z.boolean().default(true),
})
const CLUSTER_CHANGE = z.object({
  name: inventoryName.optional(),
  drsMode: drsMode.optional(),
  haEnabled: z.boolean().optional(),
})

const COLUMNS = {
  fields: [
    'name',
    'id',
    'datacenterName',
    'datacenterId',
    'drsMode',
    'haEnabled',
    'hostCount',
    'hostsConnected',
    'hostsInMaintenance',
    'cpuCapacityMhz',
    'cpuUsedMhz',
    'memoryCapacityBytes',
    'memoryUsedBytes',
    'storageCapacityBytes',
    'storageUsedBytes',
    'podCount',
    'vmCount',
    'namespaceCount',
    'supervisorName',
    'supervisorStatus',
    'alarm',
  ],
  text: ['name', 'datacenterName', 'supervisorName'],
} as const

/** The clusters of the whole vCenter, a window at a time. Needs System.Read. */
export const listClusters = async (context: InventoryContext, query: PageQuery = {}): Promise<Page<ClusterView>> => {
  await requirePrivilege(context, 'System.Read')
  const revision = await inventoryRevision(context.store.inventory.read)
  return pageOf(await clusterViews(context), query, revision, COLUMNS)
}

/** One cluster; NotFound when there is none. Needs System.Read. */
export const readCluster = async (context: InventoryContext, id: string): Promise<ClusterView> => {
  await requirePrivilege(context, 'System.Read')
  const [view] = await clusterViews(context, { id })
  if (!view) throw missing('cluster', id)
  return view
}

const taken = (name: string) =>
  new StatusError('AlreadyExists', `There is a cluster "${name}" in this datacenter already; choose another name`)

/** Adds a cluster without hosts; DRS fully automated and HA on unless said otherwise, as Workload Management needs them. */
export const createCluster = async (context: InventoryContext, input: z.input<typeof NEW_CLUSTER>): Promise<ClusterView> => {
  const id = await operate(
    context,
    { privilege: 'Host.Inventory.CreateCluster', action: 'cluster.create', target: String(input?.name ?? '') },
    async ({ db, nextId, record, event, task, note }) => {
      const wanted = checkInput(NEW_CLUSTER, input, 'Cluster', input?.name)
      if (!(await db.datacenter.findUnique({ where: { id: wanted.datacenterId } })))
        throw missing('datacenter', wanted.datacenterId)
      if (await db.cluster.findFirst({ where: { datacenterId: wanted.datacenterId, name: wanted.name } }))
        throw taken(wanted.name)
      const row = await db.cluster.create({ data: { id: await nextId('cluster'), ...wanted } })
      const target = { kind: 'Cluster', id: row.id, name: row.name }
      record({ kind: 'Cluster', id: row.id, operation: 'ADDED', object: { id: row.id, ...wanted } })
      await event(target, { type: 'cluster.created', message: `Created cluster ${row.name}` })
      await task('Create cluster', target)
      note({ target: row.id, after: wanted })
      return row.id
    },
  )
  return readCluster(context, id)
}

/**
 * Renames a cluster or changes its DRS and HA. A Supervisor needs DRS fully automated and HA on, so neither can be taken away from one:
 * https://docs.vmware.com (Requirements for enabling Workload Management).
 */
export const updateCluster = async (
  context: InventoryContext,
  id: string,
  input: z.input<typeof CLUSTER_CHANGE>,
): Promise<ClusterView> => {
  await operate(
    context,
    { privilege: 'Host.Inventory.EditCluster', action: 'cluster.update', target: id },
    async ({ db, record, event, task, note }) => {
      const before = await db.cluster.findUnique({ where: { id }, include: { supervisor: true } })
      if (!before) throw missing('cluster', id)
      const change = Object.fromEntries(
        Object.entries(checkInput(CLUSTER_CHANGE, input, 'Cluster', before.name)).filter(([, value]) => value !== undefined),
      ) as z.output<typeof CLUSTER_CHANGE>
      const { supervisor, ...old } = before
      if (supervisor && ((change.drsMode && change.drsMode !== 'FULLY_AUTOMATED') || change.haEnabled === false)) {
        throw new StatusError(
          'Conflict',
          `Cluster "${before.name}" is the Supervisor "${supervisor.name}", which needs DRS fully automated and HA on; disable Workload Management first`,
        )
      }
      if (change.name && change.name !== before.name) {
        if (await db.cluster.findFirst({ where: { datacenterId: before.datacenterId, name: change.name } }))
          throw taken(change.name)
      }
      const row = await db.cluster.update({ where: { id }, data: change as Record<string, never> })
      const target = { kind: 'Cluster', id, name: row.name }
      record({
        kind: 'Cluster',
        id,
        operation: 'MODIFIED',
        object: { id, name: row.name, datacenterId: row.datacenterId, drsMode: row.drsMode, haEnabled: row.haEnabled },
      })
      await event(target, { type: 'cluster.reconfigured', message: `Reconfigured cluster ${row.name}` })
      await task('Reconfigure cluster', target)
      note({ before: old, after: change })
    },
  )
  return readCluster(context, id)
}

/** Removes a cluster without hosts and without Workload Management; Conflict says what is in the way. */
export const deleteCluster = (context: InventoryContext, id: string): Promise<void> =>
  operate(
    context,
    { privilege: 'Host.Inventory.DeleteCluster', action: 'cluster.delete', target: id },
    async ({ db, record, event, task, note }) => {
      const row = await db.cluster.findUnique({
        where: { id },
        include: { supervisor: { select: { name: true } }, _count: { select: { hosts: true } } },
      })
      if (!row) throw missing('cluster', id)
      if (row.supervisor) {
        throw new StatusError(
          'Conflict',
          `Cluster "${row.name}" is the Supervisor "${row.supervisor.name}"; disable Workload Management first`,
        )
      }
      if (row._count.hosts) {
        throw new StatusError('Conflict', `Cluster "${row.name}" still has ${row._count.hosts} hosts; remove them first`)
      }
      await db.cluster.delete({ where: { id } })
      const target = { kind: 'Cluster', id, name: row.name }
      record({ kind: 'Cluster', id, operation: 'DELETED', object: { id, name: row.name, datacenterId: row.datacenterId } })
      await event(target, { type: 'cluster.deleted', message: `Deleted cluster ${row.name}` })
      await task('Delete cluster', target)
      note({ before: { name: row.name } })
    },
  )
