import type { Page, PageQuery } from '#domain/page.ts'
import type { DatastoreView, NetworkPoolView, NetworkView, StoragePolicyView } from '#domain/vsphere/cluster.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryDatabase } from '../store/inventory-store.ts'
import type { InventoryContext } from './context.ts'
import { inventoryRevision, pageOf } from './page-of.ts'
import { addressesHeld } from './pod-ranges.ts'
import { requirePrivilege } from './require-privilege.ts'

/** What a datastore is read with. */
export const DATASTORE_PARTS = {
  clusters: { select: { clusterId: true }, orderBy: { clusterId: 'asc' } },
} as const satisfies Prisma.DatastoreInclude

export type DatastoreRow = Prisma.DatastoreGetPayload<{ include: typeof DATASTORE_PARTS }>

/** A Datastore row as the client sees it; also the body of its log rows. */
export const datastoreView = (row: DatastoreRow): DatastoreView => ({
  id: row.id,
  name: row.name,
  datacenterId: row.datacenterId,
  type: row.type,
  capacityBytes: Number(row.capacityBytes),
  freeBytes: Number(row.freeBytes),
  tags: row.tags,
  clusterIds: row.clusters.map(({ clusterId }) => clusterId),
})

/** What a network is read with: its pools, with how many of their addresses are in use. */
export const NETWORK_PARTS = {
  pools: { include: { allocations: { select: { address: true } } }, orderBy: { name: 'asc' } },
} as const satisfies Prisma.NetworkInclude

/** A Network row as the client sees it; also the body of its log rows. */
export const networkView = (row: Prisma.NetworkGetPayload<{ include: typeof NETWORK_PARTS }>): NetworkView => ({
  id: row.id,
  name: row.name,
  datacenterId: row.datacenterId,
  kind: row.kind === 'MANAGEMENT' ? 'MANAGEMENT' : 'WORKLOAD',
  ...(row.vlan === null ? {} : { vlan: row.vlan }),
  pools: row.pools.map(({ purpose, cidr, gateway, allocations }) => ({
    purpose: purpose as NetworkPoolView['purpose'],
    cidr,
    ...(gateway ? { gateway } : {}),
    used: addressesHeld(allocations),
  })),
})

/** Datastores, of one cluster when asked, a window at a time. Needs System.Read. */
export const listDatastores = async (
  context: InventoryContext,
  { clusterId, ...query }: PageQuery & { clusterId?: string } = {},
): Promise<Page<DatastoreView>> => {
  await requirePrivilege(context, 'System.Read')
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const rows = await read.datastore.findMany({
    where: clusterId ? { clusters: { some: { clusterId } } } : {},
    include: DATASTORE_PARTS,
  })
  return pageOf(rows.map(datastoreView), query, revision, {
    fields: ['name', 'id', 'datacenterId', 'type', 'capacityBytes', 'freeBytes'],
    text: ['name', 'type'],
  })
}

/** Storage policies by name, each with the datastores that satisfy it: those with any of its tags. */
export const readStoragePolicies = async (
  db: Pick<InventoryDatabase, 'storagePolicy' | 'datastore'>,
  where: Prisma.StoragePolicyWhereInput = {},
): Promise<StoragePolicyView[]> => {
  const policies = await db.storagePolicy.findMany({ where, orderBy: { name: 'asc' } })
  const datastores = await db.datastore.findMany({ select: { id: true, tags: true }, orderBy: { name: 'asc' } })
  return policies.map(({ id, name, description, tags }) => ({
    id,
    name,
    description,
    tags,
    datastoreIds: datastores.filter((store) => store.tags.some((tag) => tags.includes(tag))).map((store) => store.id),
  }))
}

/** Every storage policy. Needs StorageProfile.View. */
export const listStoragePolicies = async (context: InventoryContext): Promise<StoragePolicyView[]> => {
  await requirePrivilege(context, 'StorageProfile.View')
  return readStoragePolicies(context.store.inventory.read)
}

/** Networks of every datacenter, a window at a time. Needs System.Read. */
export const listNetworks = async (context: InventoryContext, query: PageQuery = {}): Promise<Page<NetworkView>> => {
  await requirePrivilege(context, 'System.Read')
  const { read } = context.store.inventory
  const revision = await inventoryRevision(read)
  const views = (await read.network.findMany({ include: NETWORK_PARTS })).map(networkView)
  return pageOf(views, query, revision, { fields: ['name', 'id', 'datacenterId', 'kind', 'vlan'], text: ['name'] })
}
