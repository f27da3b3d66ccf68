import type { StatusMessage, SupervisorCondition } from '#domain/vsphere/conditions.ts'
import { connectionNow, takesPods } from '#domain/vsphere/host-rules.ts'
import type { EnableSpec, SupervisorView } from '#domain/vsphere/supervisor.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryContext } from './context.ts'
import { grouped } from './grouped.ts'
import { hostViews } from './host-views.ts'

/** What a Supervisor is read with. */
export const SUPERVISOR_PARTS = {
  cluster: { select: { name: true } },
  spherelets: {
    select: { state: true, host: { select: { connectionState: true, lastSeenAt: true, maintenance: true } } },
  },
  _count: { select: { namespaces: true } },
} as const satisfies Prisma.SupervisorInclude

export type SupervisorRow = Prisma.SupervisorGetPayload<{ include: typeof SUPERVISOR_PARTS }>

/** What the rows themselves say of a Supervisor; also the body of its log rows. */
export const supervisorFacts = (row: SupervisorRow, apiBase: string, now: Date) => ({
  id: row.id,
  name: row.name,
  clusterId: row.clusterId,
  clusterName: row.cluster.name,
  configStatus: row.configStatus,
  kubernetesStatus: row.kubernetesStatus,
  version: row.version,
  size: row.size,
  hostsReady: row.spherelets.filter(({ state, host }) => takesPods(connectionNow(host, now), host.maintenance, state)).length,
  namespaceCount: row._count.namespaces,
  ...(row.apiServerAddress ? { apiServerAddress: row.apiServerAddress } : {}),
  apiServerUrl: `${apiBase}/supervisors/${row.name}`,
  apiServerDnsNames: (row.spec as unknown as EnableSpec).apiServerDnsNames ?? [],
  conditions: row.conditions as unknown as SupervisorCondition[],
  messages: row.messages as unknown as StatusMessage[],
  createdAt: row.createdAt.toISOString(),
})

/** The Supervisors that match, by name, with the sums over their hosts. */
export const supervisorViews = async (
  context: InventoryContext,
  where: Prisma.SupervisorWhereInput = {},
): Promise<SupervisorView[]> => {
  const rows = await context.store.inventory.read.supervisor.findMany({
    where,
    include: SUPERVISOR_PARTS,
    orderBy: { name: 'asc' },
  })
  if (!rows.length) return []
  const hosts = await hostViews(context, { clusterId: { in: rows.map(({ clusterId }) => clusterId) } })
  const byCluster = grouped(hosts, ({ clusterId }) => clusterId)
  return rows.map((row) => {
    const own = byCluster.get(row.clusterId) ?? []
    const sum = (of: (host: (typeof own)[number]) => number) => own.reduce((total, host) => total + of(host), 0)
    return {
      ...supervisorFacts(row, context.urls.apiBase, context.clock.now()),
      hostCount: own.length,
      podCount: sum(({ podCount }) => podCount),
      cpuCapacityMhz: sum(({ cpuCapacityMhz }) => cpuCapacityMhz),
      cpuUsedMhz: sum(({ cpuUsedMhz }) => cpuUsedMhz),
      memoryCapacityBytes: sum(({ memoryBytes }) => memoryBytes),
      memoryUsedBytes: sum(({ memoryUsedBytes }) => memoryUsedBytes),
    }
  })
}

/** The log row of a changed Supervisor. */
export const supervisorChange = (
  row: SupervisorRow,
  apiBase: string,
  now: Date,
  operation: 'ADDED' | 'MODIFIED' = 'MODIFIED',
) => ({
  kind: 'Supervisor',
  id: row.id,
  operation,
  object: { ...supervisorFacts(row, apiBase, now) },
})
