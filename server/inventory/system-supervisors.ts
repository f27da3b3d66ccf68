import { isDeepStrictEqual } from 'node:util'
import { parseCidr } from '#domain/vsphere/cidr.ts'
import type { StatusMessage, SupervisorCondition } from '#domain/vsphere/conditions.ts'
import type { HostConnection, Maintenance, SphereletStatus } from '#domain/vsphere/host.ts'
import { connectionNow } from '#domain/vsphere/host-rules.ts'
import type { ConfigStatus, ControlPlaneSize, EnableSpec, KubernetesStatus } from '#domain/vsphere/supervisor.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import { poolOf, releaseSupervisorAddresses, takeAddress } from './ip-pools.ts'
import { addEvent } from './operation.ts'
import { addressesHeld, givePodRanges, missingPodRanges, podRangeOwner } from './pod-ranges.ts'
import { SUPERVISOR_PARTS, supervisorChange } from './supervisor-views.ts'
import type { SystemContext } from './system-context.ts'
import { writeTaskUpdate } from './system-operations.ts'

/** A host as the Supervisor's controllers see it. */
export interface SupervisorHost {
  id: string
  name: string
  connection: HostConnection
  maintenance: Maintenance
  cpuCores: number
  memoryBytes: number
  runtime: string
  /** Its part of the pod range. */
  podCidr?: string
  spherelet?: { state: SphereletStatus; message: string }
}

export interface SupervisorMachine {
  id: string
  name: string
  hostId?: string
  powerState: 'POWERED_ON' | 'POWERED_OFF' | 'SUSPENDED'
  cpuCount: number
  memoryMiB: number
  address?: string
}

/** Everything that closing the gap for one Supervisor needs to know of the inventory. */
export interface SupervisorState {
  id: string
  name: string
  clusterId: string
  clusterName: string
  size: ControlPlaneSize
  version: string
  spec: EnableSpec
  removing: boolean
  createdAt: Date
  configStatus: ConfigStatus
  kubernetesStatus: KubernetesStatus
  conditions: SupervisorCondition[]
  messages: StatusMessage[]
  apiServerAddress?: string
  apiServerUrl: string
  hosts: SupervisorHost[]
  machines: SupervisorMachine[]
  namespaces: { id: string; name: string; removing: boolean; messages: StatusMessage[] }[]
  /** How full its address pools are; `size` counts the addresses that can be given out. */
  pools: { purpose: string; cidr: string; used: number; size: number }[]
  /** The storage policies it depends on, and how many of the cluster's datastores satisfy each. */
  policies: { name: string; datastores: number }[]
}

export interface SupervisorStatus {
  configStatus: ConfigStatus
  kubernetesStatus: KubernetesStatus
  conditions: SupervisorCondition[]
  messages: StatusMessage[]
}

/** What only the Supervisor's controller writes. */
export interface SystemSupervisors {
  supervisorIds(): Promise<string[]>
  supervisor(id: string): Promise<SupervisorState | undefined>
  /** Stores the status when it differs from what is stored. */
  setSupervisorStatus(id: string, status: SupervisorStatus): Promise<void>
  /** The address that `owner` (`floating`, `vm-1`, `api-server` …) holds in the Supervisor's pool for that purpose, taken now if it holds none. */
  takeSupervisorAddress(id: string, purpose: 'MANAGEMENT' | 'INGRESS' | 'EGRESS', owner: string, wanted?: string): Promise<string>
  setApiServerAddress(id: string, address: string): Promise<void>
  /** Makes a Spherelet row and a part of the pod range for every host of the cluster that has none, so that its agent is told to become a node. */
  ensureSpherelets(id: string): Promise<void>
  /** Tells the agents to stop; those of hosts that can't be reached are written off. Answers the names of the hosts still waited for. */
  releaseSpherelets(id: string): Promise<string[]>
  /** Gives every address back and removes the row: the last step of disabling. */
  deleteSupervisor(id: string): Promise<void>
}

const STATE_PARTS = {
  cluster: {
    include: {
      hosts: { include: { spherelet: true }, orderBy: { name: 'asc' } },
      datastores: { select: { datastore: { select: { tags: true } } } },
    },
  },
  virtualMachines: { orderBy: { name: 'asc' } },
  namespaces: { include: { storage: { select: { policyId: true } } }, orderBy: { name: 'asc' } },
} as const satisfies Prisma.SupervisorInclude

type StateRow = Prisma.SupervisorGetPayload<{ include: typeof STATE_PARTS }>

const hostOf = (row: StateRow['cluster']['hosts'][number], podCidr: string | undefined, now: Date): SupervisorHost => ({
  id: row.id,
  name: row.name,
  connection: connectionNow(row, now),
  maintenance: row.maintenance,
  cpuCores: row.cpuCores,
  memoryBytes: Number(row.memoryBytes),
  runtime: row.runtime,
  ...(podCidr ? { podCidr } : {}),
  ...(row.spherelet ? { spherelet: { state: row.spherelet.state, message: row.spherelet.message } } : {}),
})

const machineOf = ({
  id,
  name,
  hostId,
  powerState,
  cpuCount,
  memoryMiB,
  address,
}: StateRow['virtualMachines'][number]): SupervisorMachine => ({
  id,
  name,
  powerState,
  cpuCount,
  memoryMiB,
  ...(hostId ? { hostId } : {}),
  ...(address ? { address } : {}),
})

const readState = async ({ store, clock, urls }: SystemContext, id: string): Promise<SupervisorState | undefined> => {
  const { read } = store.inventory
  const row = await read.supervisor.findUnique({ where: { id }, include: STATE_PARTS })
  if (!row) return undefined
  const spec = row.spec as unknown as EnableSpec
  const { podCidr, serviceCidr, ingressCidr, egressCidr, networkId } = spec.workloadNetwork
  const policyIds = [
    ...Object.values(spec.storage),
    ...row.namespaces.flatMap(({ storage }) => storage.map(({ policyId }) => policyId)),
  ]
  const [pools, policies] = await Promise.all([
    read.ipPool.findMany({
      where: { networkId, cidr: { in: [podCidr, serviceCidr, ingressCidr, egressCidr] } },
      include: { allocations: { select: { address: true, owner: true } } },
    }),
    read.storagePolicy.findMany({ where: { id: { in: policyIds } }, orderBy: { name: 'asc' } }),
  ])
  const ranges = new Map(pools.flatMap(({ allocations }) => allocations.map(({ owner, address }) => [owner, address])))
  const tags = row.cluster.datastores.map(({ datastore }) => datastore.tags)
  return {
    id: row.id,
    name: row.name,
    clusterId: row.clusterId,
    clusterName: row.cluster.name,
    size: row.size,
    version: row.version,
    spec,
    removing: row.removing,
    createdAt: row.createdAt,
    configStatus: row.configStatus,
    kubernetesStatus: row.kubernetesStatus,
    conditions: row.conditions as unknown as SupervisorCondition[],
    messages: row.messages as unknown as StatusMessage[],
    ...(row.apiServerAddress ? { apiServerAddress: row.apiServerAddress } : {}),
    apiServerUrl: `${urls.apiBase}/supervisors/${row.name}`,
    hosts: row.cluster.hosts.map((host) => hostOf(host, ranges.get(podRangeOwner(id, host.id)), clock.now())),
    machines: row.virtualMachines.map(machineOf),
    namespaces: row.namespaces.map(({ id: each, name, removing, messages }) => ({
      id: each,
      name,
      removing,
      messages: messages as unknown as StatusMessage[],
    })),
    // Network and broadcast addresses are never given out.
    pools: pools.map(({ purpose, cidr, allocations }) => ({
      purpose,
      cidr,
      used: addressesHeld(allocations),
      size: Math.max(0, (parseCidr(cidr)?.size ?? 0) - 2),
    })),
    policies: policies.map((policy) => ({
      name: policy.name,
      datastores: tags.filter((own) => own.some((tag) => policy.tags.includes(tag))).length,
    })),
  }
}

const releaseSpherelets = ({ store, clock }: SystemContext, id: string): Promise<string[]> =>
  store.inventory.write(async ({ db, record }) => {
    const waiting: string[] = []
    const rows = await db.spherelet.findMany({ where: { supervisorId: id }, include: { host: true }, orderBy: { hostId: 'asc' } })
    for (const { hostId, state, host } of rows) {
      if (connectionNow(host, clock.now()) !== 'CONNECTED') {
        await db.spherelet.delete({ where: { hostId } })
      } else {
        waiting.push(host.name)
        if (state === 'REMOVING') continue
        await db.spherelet.update({
          where: { hostId },
          data: { state: 'REMOVING', message: 'Workload Management is being disabled' },
        })
      }
      record(hostChange(await db.host.findUniqueOrThrow({ where: { id: hostId }, include: HOST_PARTS }), clock.now()))
    }
    return waiting
  })

const ensureSpherelets = async ({ store, clock }: SystemContext, id: string): Promise<void> => {
  const { read } = store.inventory
  const missing = { cluster: { supervisor: { id } }, spherelet: null } satisfies Prisma.HostWhereInput
  const supervisor = await read.supervisor.findUniqueOrThrow({ where: { id }, select: { id: true, spec: true } })
  const [count, ranges] = await Promise.all([read.host.count({ where: missing }), missingPodRanges(read, supervisor)])
  if (!count && !ranges.length) return
  await store.inventory.write(async ({ db, record }) => {
    const hosts = await db.host.findMany({ where: missing, select: { id: true } })
    await db.spherelet.createMany({ data: hosts.map((host) => ({ hostId: host.id, supervisorId: id })), skipDuplicates: true })
    const changed = [...hosts.map((host) => host.id), ...(await givePodRanges(db, supervisor))]
    const rows = await db.host.findMany({ where: { id: { in: changed } }, include: HOST_PARTS })
    for (const row of rows) record(hostChange(row, clock.now()))
  })
}

const deleteSupervisor = ({ store, clock, urls }: SystemContext, id: string): Promise<void> =>
  store.inventory.write(async (transaction) => {
    const { db, record } = transaction
    const row = await db.supervisor.findUnique({ where: { id }, include: SUPERVISOR_PARTS })
    if (!row) return
    await releaseSupervisorAddresses(db, row.id, row.spec as unknown as EnableSpec)
    await db.alarm.deleteMany({ where: { targetId: id } })
    await db.supervisor.delete({ where: { id } })
    const target = { kind: 'Supervisor', id, name: row.name }
    record({ ...supervisorChange(row, urls.apiBase, clock.now()), operation: 'DELETED' })
    await addEvent(transaction, '', clock.now(), target, {
      type: 'supervisor.disabled',
      message: `Disabled Workload Management on cluster ${row.cluster.name}`,
    })
    await writeTaskUpdate(transaction, clock.now(), id, 'Disable Workload Management', { done: true, description: 'Disabled' })
  })

/** Supervisors on this store. */
export const systemSupervisors = (context: SystemContext): SystemSupervisors => {
  const { store, clock, urls } = context
  return {
    supervisorIds: async () => (await store.inventory.read.supervisor.findMany({ select: { id: true } })).map(({ id }) => id),
    supervisor: (id) => readState(context, id),
    setSupervisorStatus: async (id, status) => {
      const row = await store.inventory.read.supervisor.findUnique({ where: { id } })
      if (
        !row ||
        Object.entries(status).every(([field, value]) => isDeepStrictEqual(row[field as keyof SupervisorStatus], value))
      )
        return
      await store.inventory.write(async ({ db, record }) => {
        // Somebody may have asked for disabling since the status was worked out: that must not look undone.
        const where = { id, removing: status.configStatus === 'REMOVING' }
        const { count } = await db.supervisor.updateMany({
          where,
          data: status as unknown as Prisma.SupervisorUpdateManyMutationInput,
        })
        if (count)
          record(
            supervisorChange(
              await db.supervisor.findUniqueOrThrow({ where: { id }, include: SUPERVISOR_PARTS }),
              urls.apiBase,
              clock.now(),
            ),
          )
      })
    },
    takeSupervisorAddress: async (id, purpose, name, wanted) => {
      const owner = `supervisor/${id}/${name}`
      const held = await store.inventory.read.ipAllocation.findFirst({ where: { owner, pool: { purpose } } })
      if (held) return held.address
      return store.inventory.write(async ({ db }) => {
        const { spec } = await db.supervisor.findUniqueOrThrow({ where: { id } })
        return takeAddress(db, await poolOf(db, spec as unknown as EnableSpec, purpose), owner, wanted)
      })
    },
    setApiServerAddress: (id, address) =>
      store.inventory.write(async ({ db, record }) => {
        const row = await db.supervisor.update({ where: { id }, data: { apiServerAddress: address }, include: SUPERVISOR_PARTS })
        record(supervisorChange(row, urls.apiBase, clock.now()))
      }),
    ensureSpherelets: (id) => ensureSpherelets(context, id),
    releaseSpherelets: (id) => releaseSpherelets(context, id),
    deleteSupervisor: (id) => deleteSupervisor(context, id),
  }
}
