import { StatusError } from '#domain/errors.ts'
import type { NetworkView } from '#domain/vsphere/cluster.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import { checkInput, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { NETWORK_PARTS, networkView } from './datastores.ts'
import { checkPools, NEW_NETWORK, type NewNetwork } from './network-input.ts'
import { type Change, operate } from './operation.ts'

const targetOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'Network', id, name })

const read = async (db: Change['db'], id: string): Promise<NetworkView> => {
  const row = await db.network.findUnique({ where: { id }, include: NETWORK_PARTS })
  if (!row) throw missing('network', id)
  return networkView(row)
}

/**
 * Adds a network with its address pools to a datacenter. Invalid when a pool shares addresses with another one of the datacenter, unless
 * both are for services. Needs Network.Config.
 */
export const createNetwork = (context: InventoryContext, input: NewNetwork): Promise<NetworkView> =>
  operate(
    context,
    { privilege: 'Network.Config', action: 'network.create', target: String(input?.name ?? '') },
    async ({ db, nextId, record, event, task, note }) => {
      const wanted = checkInput(NEW_NETWORK, input, 'Network', input?.name)
      const { datacenterId, name, kind, vlan, pools } = wanted
      // One network at a time in a datacenter, or two could take the same range.
      await db.$queryRaw`SELECT id FROM "Datacenter" WHERE id = ${datacenterId} FOR NO KEY UPDATE`
      if (!(await db.datacenter.findUnique({ where: { id: datacenterId } }))) throw missing('datacenter', datacenterId)
      if (await db.network.findFirst({ where: { datacenterId, name } })) {
        throw new StatusError('AlreadyExists', `There is a network "${name}" in this datacenter already; choose another name`)
      }
      const others = await db.ipPool.findMany({
        where: { network: { datacenterId } },
        include: { network: { select: { name: true } } },
        orderBy: { name: 'asc' },
      })
      checkPools(
        wanted,
        others.map(({ purpose, cidr, network }) => ({ purpose, cidr, network: network.name })),
      )
      const id = await nextId('network')
      await db.network.create({ data: { id, name, datacenterId, kind, vlan: vlan ?? null } })
      // Pools are named after the network's id: names of networks repeat between datacenters.
      await db.ipPool.createMany({
        data: pools.map(({ purpose, cidr, gateway }) => ({
          networkId: id,
          name: `net/${id}/${purpose.toLowerCase()}-${cidr}`,
          purpose,
          cidr,
          gateway: gateway || null,
        })),
      })
      const view = await read(db, id)
      record({ kind: 'Network', id, operation: 'ADDED', object: { ...view } })
      await event(targetOf(view), { type: 'network.created', message: `Created network ${name}` })
      await task('Create network', targetOf(view))
      note({ target: id, after: view })
      return view
    },
  )

/** Removes a network with its pools; Conflict while a Supervisor is on it or an address is in use. Needs Network.Config. */
export const deleteNetwork = (context: InventoryContext, id: string): Promise<void> =>
  operate(
    context,
    { privilege: 'Network.Config', action: 'network.delete', target: id },
    async ({ db, record, event, task, note }) => {
      const before = await read(db, id)
      const supervisors = await db.supervisor.findMany({ select: { name: true, spec: true }, orderBy: { name: 'asc' } })
      const on = supervisors.filter(({ spec }) => {
        const { managementNetwork, workloadNetwork } = spec as unknown as EnableSpec
        return managementNetwork?.networkId === id || workloadNetwork?.networkId === id
      })
      if (on.length) {
        const names = on.map(({ name }) => `Supervisor "${name}"`).join(', ')
        throw new StatusError('Conflict', `Network "${before.name}" is used by ${names}; disable Workload Management there first`)
      }
      const used = before.pools.filter((pool) => pool.used > 0)
      if (used.length) {
        const pools = used.map((pool) => `${pool.used} of ${pool.cidr}`).join(', ')
        throw new StatusError('Conflict', `Network "${before.name}" has addresses in use: ${pools}; delete what holds them first`)
      }
      await db.ipPool.deleteMany({ where: { networkId: id } })
      await db.network.delete({ where: { id } })
      record({ kind: 'Network', id, operation: 'DELETED', object: { ...before } })
      await event(targetOf(before), { type: 'network.deleted', message: `Deleted network ${before.name}` })
      await task('Delete network', targetOf(before))
      note({ before })
    },
  )
