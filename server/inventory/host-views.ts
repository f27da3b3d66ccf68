import type { HostView } from '#domain/vsphere/host.ts'
import { connectionNow, sphereletNow } from '#domain/vsphere/host-rules.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryContext } from './context.ts'

/** What a host is read with. */
export const HOST_PARTS = {
  cluster: { select: { name: true, supervisor: { select: { id: true } } } },
  spherelet: true,
  _count: { select: { virtualMachines: true } },
} as const satisfies Prisma.HostInclude

export type HostRow = Prisma.HostGetPayload<{ include: typeof HOST_PARTS }>

/** The worst alarm raised on each object, by its id. */
export const worstAlarms = async ({ store }: Pick<InventoryContext, 'store'>): Promise<Map<string, 'WARNING' | 'ERROR'>> => {
  const worst = new Map<string, 'WARNING' | 'ERROR'>()
  const rows = await store.inventory.read.alarm.findMany({ select: { targetId: true, severity: true } })
  for (const { targetId, severity } of rows) {
    if (severity !== 'INFO' && worst.get(targetId) !== 'ERROR') worst.set(targetId, severity)
  }
  return worst
}

/** The hosts that match, with what runs on them and what they use now. */
export const hostViews = async (context: InventoryContext, where: Prisma.HostWhereInput = {}): Promise<HostView[]> => {
  const { store, usage, clock } = context
  const now = clock.now()
  const [rows, alarms, live] = await Promise.all([
    store.inventory.read.host.findMany({ where, include: HOST_PARTS, orderBy: { name: 'asc' } }),
    worstAlarms(context),
    usage.live(now),
  ])
  const supervisors = new Set(rows.flatMap(({ cluster }) => (cluster.supervisor ? [cluster.supervisor.id] : [])))
  const pods = await usage.podsPerHost([...supervisors])
  return rows.map((row) => {
    const supervisorId = row.cluster.supervisor?.id
    const alarm = alarms.get(row.id)
    return {
      ...hostFacts(row, now),
      cpuUsedMhz: Math.round(live.get(row.id)?.cpuMhz ?? 0),
      memoryUsedBytes: Math.round(live.get(row.id)?.memoryBytes ?? 0),
      podCount: pods.get(`${supervisorId}/${row.name}`) ?? 0,
      ...(alarm ? { alarm } : {}),
    }
  })
}

/** What a Host row itself says, without what runs on it: also the body of its log rows. */
export const hostFacts = (row: HostRow, now: Date): HostView => {
  const connection = connectionNow(row, now)
  return {
    id: row.id,
    name: row.name,
    clusterId: row.clusterId,
    clusterName: row.cluster.name,
    address: row.address,
    connection,
    maintenance: row.maintenance,
    vendor: row.vendor,
    model: row.model,
    cpuModel: row.cpuModel,
    cpuCores: row.cpuCores,
    cpuMhzPerCore: row.cpuMhz,
    cpuCapacityMhz: row.cpuCores * row.cpuMhz,
    cpuUsedMhz: 0,
    memoryBytes: Number(row.memoryBytes),
    memoryUsedBytes: 0,
    version: row.version,
    runtime: row.runtime,
    ...(row.bootedAt ? { bootedAt: row.bootedAt.toISOString() } : {}),
    ...(row.lastSeenAt ? { lastSeenAt: row.lastSeenAt.toISOString() } : {}),
    ...(row.spherelet
      ? {
          spherelet: sphereletNow(
            { state: row.spherelet.state, message: row.spherelet.message, version: row.spherelet.version },
            connection,
          ),
        }
      : {}),
    ...(row.cluster.supervisor ? { supervisorId: row.cluster.supervisor.id } : {}),
    podCount: 0,
    vmCount: row._count.virtualMachines,
  }
}

/** The log row of a changed host: its facts without the numbers that only a reader of usage knows. */
export const hostChange = (row: HostRow, now: Date, operation: 'ADDED' | 'MODIFIED' = 'MODIFIED') => {
  const { cpuUsedMhz: _cpu, memoryUsedBytes: _memory, podCount: _pods, ...object } = hostFacts(row, now)
  return { kind: 'Host', id: row.id, operation, object }
}
