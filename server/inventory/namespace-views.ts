import type { StatusMessage } from '#domain/vsphere/conditions.ts'
import type { ContainerDefaults, NamespaceView, ObjectLimits } from '#domain/vsphere/namespace.ts'
import { mebibytesOf, mhzOf, storageClassName } from '#domain/vsphere/units.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryContext } from './context.ts'
import { type NamespaceUsage, NO_PODS, NOTHING_REQUESTED } from './usage.ts'

/** What a namespace is read with. */
export const NAMESPACE_PARTS = {
  supervisor: {
    select: { name: true, clusterId: true, cluster: { select: { name: true, hosts: { select: { cpuMhz: true } } } } },
  },
  access: { orderBy: [{ subjectType: 'asc' }, { subject: 'asc' }] },
  storage: { include: { policy: { select: { name: true } } } },
  vmClasses: { select: { vmClassId: true } },
} as const satisfies Prisma.NamespaceInclude

export type NamespaceRow = Prisma.NamespaceGetPayload<{ include: typeof NAMESPACE_PARTS }>

/** Without any host there is nothing to compare with; a limit then means as many millicores as MHz. */
const CORE_MHZ_WITHOUT_HOSTS = 1000

/** MHz of the slowest core of a cluster: what one Kubernetes core counts as in vSphere's units. */
export const slowestCoreMhz = (hosts: readonly { cpuMhz: number }[]): number =>
  hosts.length ? Math.min(...hosts.map(({ cpuMhz }) => cpuMhz)) : CORE_MHZ_WITHOUT_HOSTS

/** What the rows themselves say of a namespace: also the body of its log rows. */
export const namespaceFacts = (
  row: NamespaceRow,
  apiBase: string,
): Omit<NamespaceView, 'usage' | 'pods' | 'kubernetesPhase'> => ({
  id: row.id,
  name: row.name,
  description: row.description,
  supervisorId: row.supervisorId,
  supervisorName: row.supervisor.name,
  clusterId: row.supervisor.clusterId,
  clusterName: row.supervisor.cluster.name,
  configStatus: row.configStatus,
  messages: row.messages as unknown as StatusMessage[],
  resourcePoolId: row.resourcePoolId,
  limits: { cpuMhz: row.cpuLimitMhz, memoryMiB: row.memoryLimitMiB, storageMiB: row.storageLimitMiB },
  containerDefaults: row.containerDefaults as ContainerDefaults,
  objectLimits: row.objectLimits as ObjectLimits,
  access: row.access.map(({ subjectType, subject, domain, role }) => ({ subjectType, subject, domain, role })),
  storage: row.storage
    .map(({ policyId, policy, limitMiB }) => ({
      policyId,
      policyName: policy.name,
      storageClass: storageClassName(policy.name),
      limitMiB,
    }))
    .sort((a, b) => a.policyName.localeCompare(b.policyName)),
  vmClassIds: row.vmClasses.map(({ vmClassId }) => vmClassId).sort(),
  apiServerUrl: `${apiBase}/supervisors/${row.supervisor.name}`,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
})

/** The whole view; `usage` is what the Supervisor's Kubernetes API holds for the namespace, if it is there yet. */
export const namespaceView = (row: NamespaceRow, apiBase: string, usage: NamespaceUsage | undefined): NamespaceView => {
  const requested = usage?.requested ?? NOTHING_REQUESTED
  return {
    ...namespaceFacts(row, apiBase),
    ...(usage?.phase ? { kubernetesPhase: usage.phase } : {}),
    usage: {
      cpuMhz: mhzOf(requested.cpuMillis, slowestCoreMhz(row.supervisor.cluster.hosts)),
      memoryMiB: mebibytesOf(requested.memoryBytes),
      storageMiB: mebibytesOf(requested.storageBytes),
    },
    pods: usage?.pods ?? NO_PODS,
  }
}

/** The namespaces that match, by name. */
export const namespaceViews = async (
  { store, usage, urls }: Pick<InventoryContext, 'usage' | 'urls'> & { store: Pick<InventoryContext['store'], 'inventory'> },
  where: Prisma.NamespaceWhereInput,
): Promise<NamespaceView[]> => {
  const rows = await store.inventory.read.namespace.findMany({ where, include: NAMESPACE_PARTS, orderBy: { name: 'asc' } })
  const used = await usage.namespaces([...new Set(rows.map(({ supervisorId }) => supervisorId))])
  return rows.map((row) => namespaceView(row, urls.apiBase, used.get(row.name)))
}

/** The log row of a changed namespace. */
export const namespaceChange = (row: NamespaceRow, apiBase: string, operation: 'ADDED' | 'MODIFIED' = 'MODIFIED') => ({
  kind: 'Namespace',
  id: row.id,
  operation,
  object: { ...namespaceFacts(row, apiBase) },
})
