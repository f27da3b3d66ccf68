import { connectionNow } from '#domain/vsphere/host-rules.ts'
import { preflightChecks } from '#domain/vsphere/preflight-checks.ts'
import { proposeSupervisor } from '#domain/vsphere/preflight-defaults.ts'
import type { PreflightFacts } from '#domain/vsphere/preflight-facts.ts'
import type { EnableSpec, Preflight } from '#domain/vsphere/supervisor.ts'
import type { InventoryDatabase } from '../store/inventory-store.ts'
import { checkInput, missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { requirePrivilege } from './require-privilege.ts'
import { ENABLE_SPEC } from './supervisor-input.ts'

/** Reads what the checks look at, through a reader or within a transaction. */
export const preflightFacts = async (db: InventoryDatabase, clusterId: string, now: Date): Promise<PreflightFacts> => {
  const cluster = await db.cluster.findUnique({ where: { id: clusterId } })
  if (!cluster) throw missing('cluster', clusterId)
  const hosts = await db.host.findMany({
    where: { clusterId },
    include: { virtualMachines: { select: { cpuCount: true, memoryMiB: true } } },
    orderBy: { name: 'asc' },
  })
  const datastores = await db.datastore.findMany({ where: { clusters: { some: { clusterId } } }, orderBy: { name: 'asc' } })
  const policies = await db.storagePolicy.findMany({ orderBy: { name: 'asc' } })
  const networks = await db.network.findMany({ where: { datacenterId: cluster.datacenterId }, orderBy: { name: 'asc' } })
  const pools = await db.ipPool.findMany({
    where: { network: { datacenterId: cluster.datacenterId } },
    include: { allocations: { where: { pool: { purpose: 'MANAGEMENT' } }, select: { address: true } } },
    orderBy: { name: 'asc' },
  })
  const supervisors = await db.supervisor.findMany({ orderBy: { name: 'asc' } })
  return {
    cluster,
    hosts: hosts.map((host) => ({
      id: host.id,
      name: host.name,
      address: host.address,
      connection: connectionNow(host, now),
      maintenance: host.maintenance,
      cpuCores: host.cpuCores,
      memoryBytes: Number(host.memoryBytes),
      vmCpus: host.virtualMachines.reduce((sum, vm) => sum + vm.cpuCount, 0),
      vmMemoryBytes: host.virtualMachines.reduce((sum, vm) => sum + vm.memoryMiB * 1024 ** 2, 0),
    })),
    datastores: datastores.map(({ id, name, tags, freeBytes }) => ({ id, name, tags, freeBytes: Number(freeBytes) })),
    policies,
    networks,
    pools: pools.map(({ allocations, ...pool }) => ({ ...pool, taken: allocations.map(({ address }) => address) })),
    supervisors: supervisors.map(({ id, name, clusterId: on, spec }) => ({
      id,
      name,
      clusterId: on,
      spec: spec as unknown as EnableSpec,
    })),
  }
}

/** What the wizard has so far over the proposal; nested parts are merged field by field. */
const overlaid = (defaults: EnableSpec, spec: Partial<EnableSpec>): EnableSpec => ({
  ...defaults,
  ...spec,
  clusterId: defaults.clusterId,
  storage: { ...defaults.storage, ...spec.storage },
  managementNetwork: { ...defaults.managementNetwork, ...spec.managementNetwork },
  workloadNetwork: { ...defaults.workloadNetwork, ...spec.workloadNetwork },
})

/** Whether the cluster can become a Supervisor, check by check, and what to enable it with when the user changes nothing. Needs System.Read. */
export const readPreflight = async (
  context: InventoryContext,
  clusterId: string,
  spec: Partial<EnableSpec> = {},
): Promise<Preflight> => {
  await requirePrivilege(context, 'System.Read')
  const facts = await preflightFacts(context.store.inventory.read, clusterId, context.clock.now())
  // Half-filled forms come here as well: what they say must at least be of the right type.
  const defaults = checkInput(
    ENABLE_SPEC,
    overlaid(proposeSupervisor(facts), spec),
    'Supervisor',
    facts.cluster.name,
  ) as EnableSpec
  const checks = preflightChecks(facts, defaults)
  return {
    clusterId,
    clusterName: facts.cluster.name,
    compatible: checks.every(({ outcome }) => outcome !== 'error'),
    checks,
    defaults,
  }
}
