import { bytesText } from '#domain/amounts.ts'
import { StatusError } from '#domain/errors.ts'
import type { DatastoreView } from '#domain/vsphere/cluster.ts'
import { checkInput, invalidField, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { DATASTORE_CHANGE, type DatastoreChange, NEW_DATASTORE, type NewDatastore } from './datastore-input.ts'
import { DATASTORE_PARTS, type DatastoreRow, datastoreView } from './datastores.ts'
import { type Change, operate } from './operation.ts'
import { keepingPoliciesSatisfied } from './policy-uses.ts'

type Db = Change['db']

const taken = (name: string) =>
  new StatusError('AlreadyExists', `There is a datastore "${name}" in this datacenter already; choose another name`)

const targetOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'Datastore', id, name })

const onlyFor =
  ({ name }: { name: string }) =>
  (policies: string): string =>
    `Datastore "${name}" is the only one for storage policy ${policies} where it is used`

const read = async (db: Db, id: string): Promise<DatastoreRow> => {
  const row = await db.datastore.findUnique({ where: { id }, include: DATASTORE_PARTS })
  if (!row) throw missing('datastore', id)
  return row
}

/** The clusters each once, all of them in the datacenter. */
const checkClusters = async (db: Db, name: string, datacenterId: string, clusterIds: readonly string[]): Promise<string[]> => {
  const wanted = [...new Set(clusterIds)]
  const found = await db.cluster.findMany({ where: { id: { in: wanted }, datacenterId }, select: { id: true } })
  const unknown = wanted.filter((id) => !found.some((each) => each.id === id))
  if (unknown.length) {
    throw invalidField('Datastore', name, 'clusterIds', `there is no cluster ${unknown.join(', ')} in the datacenter`)
  }
  return wanted
}

/** Lets exactly these clusters, with the hosts they have now, reach the datastore. Hosts that join later find it by their cluster. */
const connect = async (db: Db, datastoreId: string, clusterIds: readonly string[]): Promise<void> => {
  const only = { notIn: [...clusterIds] }
  await db.datastoreCluster.deleteMany({ where: { datastoreId, clusterId: only } })
  await db.datastoreHost.deleteMany({ where: { datastoreId, host: { clusterId: only } } })
  await db.datastoreCluster.createMany({
    data: clusterIds.map((clusterId) => ({ datastoreId, clusterId })),
    skipDuplicates: true,
  })
  const hosts = await db.host.findMany({ where: { clusterId: { in: [...clusterIds] } }, select: { id: true } })
  await db.datastoreHost.createMany({ data: hosts.map(({ id: hostId }) => ({ datastoreId, hostId })), skipDuplicates: true })
}

/** Adds a datastore, empty, to a datacenter and lets clusters of it reach it. Needs Datastore.Config. */
export const createDatastore = (context: InventoryContext, input: NewDatastore): Promise<DatastoreView> =>
  operate(
    context,
    { privilege: 'Datastore.Config', action: 'datastore.create', target: String(input?.name ?? '') },
    async ({ db, nextId, record, event, task, note }) => {
      const { clusterIds, capacityBytes, ...wanted } = checkInput(NEW_DATASTORE, input, 'Datastore', input?.name)
      const { datacenterId, name } = wanted
      if (!(await db.datacenter.findUnique({ where: { id: datacenterId } }))) throw missing('datacenter', datacenterId)
      if (await db.datastore.findFirst({ where: { datacenterId, name } })) throw taken(name)
      const clusters = await checkClusters(db, name, datacenterId, clusterIds)
      const id = await nextId('datastore')
      const bytes = BigInt(capacityBytes)
      await db.datastore.create({ data: { id, ...wanted, capacityBytes: bytes, freeBytes: bytes } })
      await connect(db, id, clusters)
      const view = datastoreView(await read(db, id))
      record({ kind: 'Datastore', id, operation: 'ADDED', object: { ...view } })
      await event(targetOf(view), { type: 'datastore.created', message: `Created datastore ${name}` })
      await task('Create datastore', targetOf(view))
      note({ target: id, after: view })
      return view
    },
  )

/** What is used stays used when the capacity changes; Conflict when it would not fit any more. */
const resized = ({ name, capacityBytes, freeBytes }: DatastoreRow, wanted: number | undefined) => {
  if (wanted === undefined) return {}
  const used = capacityBytes - freeBytes
  if (BigInt(wanted) < used) {
    throw new StatusError(
      'Conflict',
      `Datastore "${name}" uses ${bytesText(Number(used))}, more than ${bytesText(wanted)}; choose a larger capacity or delete volumes first`,
    )
  }
  return { capacityBytes: BigInt(wanted), freeBytes: BigInt(wanted) - used }
}

/** Conflict while volumes lie on a datastore that a cluster would no longer reach. */
const keepVolumes = async (db: Db, { id, name }: DatastoreRow, clusterIds: readonly string[]): Promise<void> => {
  const cut = await db.containerVolume.findMany({
    where: { datastoreId: id, namespace: { supervisor: { clusterId: { notIn: [...clusterIds] } } } },
    select: { claim: true, namespace: { select: { name: true } } },
    take: 10,
  })
  if (!cut.length) return
  throw new StatusError(
    'Conflict',
    `Datastore "${name}" holds volumes: ${cut.map((each) => `${each.namespace.name}/${each.claim}`).join(', ')}; delete their claims first`,
  )
}

/**
 * Changes a datastore's name, capacity, tags or clusters. Conflict when a storage policy in use would be left without a datastore, or a
 * volume without its disk. Needs Datastore.Config.
 */
export const updateDatastore = (context: InventoryContext, id: string, input: DatastoreChange): Promise<DatastoreView> =>
  operate(
    context,
    { privilege: 'Datastore.Config', action: 'datastore.update', target: id },
    async ({ db, record, event, task, note }) => {
      const before = await read(db, id)
      const { name, capacityBytes, tags, clusterIds } = checkInput(DATASTORE_CHANGE, input, 'Datastore', before.name)
      if (name && name !== before.name && (await db.datastore.findFirst({ where: { datacenterId: before.datacenterId, name } })))
        throw taken(name)
      const clusters = clusterIds && (await checkClusters(db, before.name, before.datacenterId, clusterIds))
      if (clusters) await keepVolumes(db, before, clusters)
      await keepingPoliciesSatisfied(db, onlyFor(before), async () => {
        await db.datastore.update({
          where: { id },
          data: { ...(name ? { name } : {}), ...(tags ? { tags } : {}), ...resized(before, capacityBytes) },
        })
        if (clusters) await connect(db, id, clusters)
      })
      const view = datastoreView(await read(db, id))
      record({ kind: 'Datastore', id, operation: 'MODIFIED', object: { ...view } })
      await event(targetOf(view), { type: 'datastore.reconfigured', message: `Reconfigured datastore ${view.name}` })
      await task('Reconfigure datastore', targetOf(view))
      note({ before: datastoreView(before), after: view })
      return view
    },
  )

/** Removes a datastore without volumes that no storage policy in use depends on; Conflict says what does. Needs Datastore.Config. */
export const deleteDatastore = (context: InventoryContext, id: string): Promise<void> =>
  operate(
    context,
    { privilege: 'Datastore.Config', action: 'datastore.delete', target: id },
    async ({ db, record, event, task, note }) => {
      const row = await read(db, id)
      await keepVolumes(db, row, [])
      await keepingPoliciesSatisfied(db, onlyFor(row), () => db.datastore.delete({ where: { id } }))
      const view = datastoreView(row)
      record({ kind: 'Datastore', id, operation: 'DELETED', object: { ...view } })
      await event(targetOf(row), { type: 'datastore.deleted', message: `Deleted datastore ${row.name}` })
      await task('Delete datastore', targetOf(row))
      note({ before: view })
    },
  )
