import type { Page, PageQuery } from '#domain/page.ts'
import type { DatastoreView, NetworkView, StoragePolicyView } from '#domain/vsphere/cluster.ts'
import type { InventoryContext } from './context.ts'
import { inventoryRevision, pageOf } from './page-of.ts'
import { requirePrivilege } from './require-privilege.ts'

/** Datastores, of one cluster when asked, a window at a time. Needs System.Read. */
export const listDatastores = async (
  context: InventoryContext,
  { clusterId, ...query }: PageQuery & { clusterId?: string } = {},
): Promise<Page<DatastoreView>> => {
  await requirePrivilege(context, 'System.Read')
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const rows = await read.datastore.findMany({ where: clusterId ? { clusters: { some: { clusterId } } } : {} })
  const views = rows.map(({ id, name, datacenterId, type, capacityBytes, freeBytes, tags }) => ({
    id,
    name,
    datacenterId,
    type,
    capacityBytes: Number(capacityBytes),
    freeBytes: Number(freeBytes),
    tags,
  }))
  return pageOf(views, query, revision, {
    fields: ['name', 'id', 'datacenterId', 'type', 'capacityBytes', 'freeBytes'],
    text: ['name', 'type'],
  })
}

/** Every storage policy with the datastores that satisfy it: those with any of its tags. Needs StorageProfile.View. */
export const listStoragePolicies = async (context: InventoryContext): Promise<StoragePolicyView[]> => {
  await requirePrivilege(context, 'StorageProfile.View')
  const { read } = context.store.inventory
  const [policies, datastores] = await Promise.all([
    read.storagePolicy.findMany({ orderBy: { name: 'asc' } }),
    read.datastore.findMany({ select: { id: true, tags: true }, orderBy: { name: 'asc' } }),
  ])
  return policies.map(({ id, name, description, tags }) => ({
    id,
    name,
    description,
    tags,
    datastoreIds: datastores.filter((store) => store.tags.some((tag) => tags.includes(tag))).map((store) => store.id),
  }))
}

/** Networks of every datacenter, a window at a time. Needs System.Read. */
export const listNetworks = async (context: InventoryContext, query: PageQuery = {}): Promise<Page<NetworkView>> => {
  await requirePrivilege(context, 'System.Read')
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const views = (await read.network.findMany()).map(({ id, name, datacenterId, kind, vlan }) => ({
    id,
    name,
    datacenterId,
    kind: kind === 'MANAGEMENT' ? ('MANAGEMENT' as const) : ('WORKLOAD' as const),
    ...(vlan === null ? {} : { vlan }),
  }))
  return pageOf(views, query, revision, { fields: ['name', 'id', 'datacenterId', 'kind', 'vlan'], text: ['name'] })
}
