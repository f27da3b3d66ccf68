import { parseCidr } from '#domain/vsphere/cidr.ts'
import { partPodRange } from '#domain/vsphere/pod-ranges.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import type { InventoryDatabase, InventoryTransactionClient } from '../store/inventory-store.ts'

/** The holder of a host's part of its Supervisor's pod range, as the pool's allocations name it. */
export const podRangeOwner = (supervisorId: string, hostId: string): string => `supervisor/${supervisorId}/pods/${hostId}`

/** How many addresses the allocations of a pool hold: parts of a pod range count in full. */
export const addressesHeld = (allocations: readonly { address: string }[]): number =>
  allocations.reduce((sum, { address }) => sum + (parseCidr(address)?.size ?? 1), 0)

const podPool = (db: InventoryDatabase, spec: Partial<EnableSpec>) =>
  spec.workloadNetwork
    ? db.ipPool.findFirst({
        where: { networkId: spec.workloadNetwork.networkId, purpose: 'POD', cidr: spec.workloadNetwork.podCidr },
        include: { allocations: { select: { address: true, owner: true } } },
      })
    : undefined

/** Which hosts of the Supervisor would get which part of its pod range now; empty when each has one, or none is left. */
export const missingPodRanges = async (
  db: InventoryDatabase,
  supervisor: { id: string; spec: unknown },
): Promise<{ poolId: string; address: string; owner: string; hostId: string }[]> => {
  const pool = await podPool(db, supervisor.spec as Partial<EnableSpec>)
  if (!pool) return []
  const hosts = await db.host.findMany({
    where: { cluster: { supervisor: { id: supervisor.id } } },
    select: { id: true },
    orderBy: { name: 'asc' },
  })
  const owners = new Set(pool.allocations.map(({ owner }) => owner))
  const without = hosts
    .map(({ id }) => ({ hostId: id, owner: podRangeOwner(supervisor.id, id) }))
    .filter(({ owner }) => !owners.has(owner))
  const taken = pool.allocations.map(({ address }) => address)
  const parts = partPodRange(pool, taken, hosts.length, without.length)
  return parts.flatMap(({ text }, index) => {
    const host = without[index]
    return host ? [{ poolId: pool.id, address: text, ...host }] : []
  })
}

/** Gives every host of the Supervisor that has none a part of its pod range, as far as it goes, and answers the ids of those hosts. */
export const givePodRanges = async (
  db: InventoryTransactionClient,
  supervisor: { id: string; spec: unknown },
): Promise<string[]> => {
  const pool = await podPool(db, supervisor.spec as Partial<EnableSpec>)
  // One at a time, or two hosts would get the same part.
  if (pool) await db.$queryRaw`SELECT id FROM "IpPool" WHERE id = ${pool.id} FOR UPDATE`
  const given = await missingPodRanges(db, supervisor)
  await db.ipAllocation.createMany({ data: given.map(({ hostId: _, ...allocation }) => allocation) })
  return given.map(({ hostId }) => hostId)
}
