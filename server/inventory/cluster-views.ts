import type { ClusterView, DatacenterView } from '#domain/vsphere/cluster.ts'
import type { HostView } from '#domain/vsphere/host.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryContext } from './context.ts'
import { grouped } from './grouped.ts'
import { hostViews, worstAlarms } from './host-views.ts'

const CLUSTER_PARTS = {
  datacenter: { select: { name: true } },
  datastores: { select: { datastore: { select: { id: true, capacityBytes: true, freeBytes: true } } } },
  supervisor: { select: { id: true, name: true, configStatus: true, _count: { select: { namespaces: true } } } },
} as const satisfies Prisma.ClusterInclude

type ClusterRow = Prisma.ClusterGetPayload<{ include: typeof CLUSTER_PARTS }>

const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((total, item) => total + of(item), 0)

const hostSums = (hosts: readonly HostView[]) => ({
  hostCount: hosts.length,
  cpuCapacityMhz: sum(hosts, (host) => host.cpuCapacityMhz),
  cpuUsedMhz: sum(hosts, (host) => host.cpuUsedMhz),
  memoryCapacityBytes: sum(hosts, (host) => host.memoryBytes),
  memoryUsedBytes: sum(hosts, (host) => host.memoryUsedBytes),
})

const clusterView = (row: ClusterRow, hosts: readonly HostView[], alarm: ClusterView['alarm']): ClusterView => {
  const stores = row.datastores.map(({ datastore }) => datastore)
  const capacity = sum(stores, (each) => Number(each.capacityBytes))
  return {
    id: row.id,
    name: row.name,
    datacenterId: row.datacenterId,
    datacenterName: row.datacenter.name,
    drsMode: row.drsMode,
    haEnabled: row.haEnabled,
    ...hostSums(hosts),
    hostsConnected: hosts.filter(({ connection }) => connection === 'CONNECTED').length,
    hostsInMaintenance: hosts.filter(({ maintenance }) => maintenance !== 'NONE').length,
    storageCapacityBytes: capacity,
    storageUsedBytes: capacity - sum(stores, (each) => Number(each.freeBytes)),
    podCount: sum(hosts, ({ podCount }) => podCount),
    vmCount: sum(hosts, ({ vmCount }) => vmCount),
    namespaceCount: row.supervisor?._count.namespaces ?? 0,
    ...(row.supervisor
      ? { supervisorId: row.supervisor.id, supervisorName: row.supervisor.name, supervisorStatus: row.supervisor.configStatus }
      : {}),
    ...(alarm ? { alarm } : {}),
  }
}

/** The clusters that match, by name, with the sums over their hosts and datastores. */
export const clusterViews = async (context: InventoryContext, where: Prisma.ClusterWhereInput = {}): Promise<ClusterView[]> => {
  const [rows, hosts, alarms] = await Promise.all([
    context.store.inventory.read.cluster.findMany({ where, include: CLUSTER_PARTS, orderBy: { name: 'asc' } }),
    hostViews(context, { cluster: where }),
    worstAlarms(context),
  ])
  const byCluster = grouped(hosts, ({ clusterId }) => clusterId)
  return rows.map((row) => clusterView(row, byCluster.get(row.id) ?? [], alarms.get(row.id)))
}

/** The datacenters that match, by name, with the sums over their clusters; each datastore counts once. */
export const datacenterViews = async (
  context: InventoryContext,
  where: Prisma.DatacenterWhereInput = {},
): Promise<DatacenterView[]> => {
  const [rows, hosts] = await Promise.all([
    context.store.inventory.read.datacenter.findMany({
      where,
      include: {
        datastores: { select: { capacityBytes: true, freeBytes: true } },
        clusters: { select: { id: true } },
        _count: { select: { networks: true } },
      },
      orderBy: { name: 'asc' },
    }),
    hostViews(context, { cluster: { datacenter: where } }),
  ])
  return rows.map(({ id, name, clusters, datastores, _count }) => {
    const own = new Set(clusters.map((cluster) => cluster.id))
    const capacity = sum(datastores, (each) => Number(each.capacityBytes))
    return {
      id,
      name,
      clusterCount: clusters.length,
      datastoreCount: datastores.length,
      networkCount: _count.networks,
      ...hostSums(hosts.filter(({ clusterId }) => own.has(clusterId))),
      storageCapacityBytes: capacity,
      storageUsedBytes: capacity - sum(datastores, (each) => Number(each.freeBytes)),
    }
  })
}
