import { StatusError } from '#domain/errors.ts'
import { addressText, cidrAround, maskPrefix, parseCidr } from '#domain/vsphere/cidr.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import type { Change } from './operation.ts'

type Db = Change['db']

/** The purposes of a Supervisor's address pools, with the range its spec gives each. */
const rangesOf = ({ workloadNetwork }: EnableSpec) =>
  [
    ['POD', workloadNetwork.podCidr],
    ['SERVICE', workloadNetwork.serviceCidr],
    ['INGRESS', workloadNetwork.ingressCidr],
    ['EGRESS', workloadNetwork.egressCidr],
  ] as const

/** Makes the pools of a Supervisor, where the networks do not have them yet. */
export const ensurePools = async (db: Db, spec: EnableSpec): Promise<void> => {
  const { networkId, startingAddress, subnetMask, gateway } = spec.managementNetwork
  const prefix = subnetMask ? maskPrefix(subnetMask) : undefined
  const management = startingAddress && prefix !== undefined ? cidrAround(startingAddress, prefix) : undefined
  if (management)
    await ensurePool(db, spec.name, { networkId, purpose: 'MANAGEMENT', cidr: management.text, gateway: gateway ?? null })
  for (const [purpose, cidr] of rangesOf(spec)) {
    await ensurePool(db, spec.name, { networkId: spec.workloadNetwork.networkId, purpose, cidr, gateway: null })
  }
}

const ensurePool = async (
  db: Db,
  supervisorName: string,
  pool: { networkId: string; purpose: string; cidr: string; gateway: string | null },
): Promise<void> => {
  const { networkId, purpose, cidr } = pool
  if (await db.ipPool.findFirst({ where: { networkId, purpose, cidr } })) return
  await db.ipPool.create({ data: { name: `${supervisorName}-${purpose.toLowerCase()}-${cidr}`, ...pool } })
}

/** The pool of a Supervisor for a purpose; NotFound when its network lost it. */
export const poolOf = async (db: Db, spec: EnableSpec, purpose: string) => {
  const range = rangesOf(spec).find(([each]) => each === purpose)
  const pool = await db.ipPool.findFirst({
    where: range
      ? { networkId: spec.workloadNetwork.networkId, purpose, cidr: range[1] }
      : { networkId: spec.managementNetwork.networkId, purpose },
    orderBy: { name: 'asc' },
  })
  if (!pool)
    throw new StatusError('NotFound', `There is no address pool for ${purpose.toLowerCase()} of Supervisor "${spec.name}"`)
  return pool
}

/**
 * The address that `owner` holds in a pool, taken now if it holds none: `wanted`, or the first free one after the network's own
 * address and gateway. ServiceUnavailable when the pool is used up.
 */
export const takeAddress = async (
  db: Db,
  pool: { id: string; name: string; cidr: string; gateway: string | null },
  owner: string,
  wanted?: string,
): Promise<string> => {
  // One taker at a time, or two would find the same address free.
  await db.$queryRaw`SELECT id FROM "IpPool" WHERE id = ${pool.id} FOR UPDATE`
  const held = await db.ipAllocation.findUnique({ where: { poolId_owner: { poolId: pool.id, owner } } })
  if (held) return held.address
  const cidr = parseCidr(pool.cidr)
  if (!cidr) throw new StatusError('InternalError', `Pool "${pool.name}" has no valid range: ${pool.cidr}`)
  const taken = new Set(
    (await db.ipAllocation.findMany({ where: { poolId: pool.id }, select: { address: true } })).map(({ address }) => address),
  )
  if (pool.gateway) taken.add(pool.gateway)
  let address = wanted
  for (let number = cidr.first + 1; !address && number < cidr.first + cidr.size - 1; number++) {
    if (!taken.has(addressText(number))) address = addressText(number)
  }
  if (!address)
    throw new StatusError('ServiceUnavailable', `Pool "${pool.name}" (${pool.cidr}) has no free address left; make it larger`)
  if (taken.has(address)) throw new StatusError('Conflict', `${address} of pool "${pool.name}" is in use already`)
  await db.ipAllocation.create({ data: { poolId: pool.id, address, owner } })
  return address
}

/** Gives back what a Supervisor holds: its management addresses, and everything in the pools of its own ranges, which go if enabling made them. */
export const releaseSupervisorAddresses = async (db: Db, supervisorId: string, spec: EnableSpec): Promise<void> => {
  await db.ipAllocation.deleteMany({ where: { owner: { startsWith: `supervisor/${supervisorId}/` } } })
  for (const [purpose, cidr] of rangesOf(spec)) {
    // Service ranges may be shared with another Supervisor.
    if (purpose === 'SERVICE') continue
    const where = { networkId: spec.workloadNetwork.networkId, purpose, cidr }
    await db.ipAllocation.deleteMany({ where: { pool: where } })
    await db.ipPool.deleteMany({ where: { ...where, name: { startsWith: `${spec.name}-` } } })
  }
}
