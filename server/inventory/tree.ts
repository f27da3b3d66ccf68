import { holds } from '#domain/user.ts'
import { connectionNow } from '#domain/vsphere/host-rules.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { ConfigStatus } from '#domain/vsphere/supervisor.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import type { InventoryContext } from './context.ts'
import { worstAlarms } from './host-views.ts'
import { visibleNamespaces } from './visible-namespaces.ts'

const collator = new Intl.Collator('en', { numeric: true })
const byName = (nodes: TreeNode[]): TreeNode[] => nodes.sort((a, b) => collator.compare(a.name, b.name))

const TREE_PARTS = {
  clusters: {
    include: {
      hosts: { select: { id: true, name: true, connectionState: true, lastSeenAt: true, maintenance: true } },
      supervisor: {
        include: {
          namespaces: { select: { id: true, name: true, configStatus: true } },
          virtualMachines: { select: { id: true, name: true, powerState: true } },
        },
      },
    },
  },
  datastores: { select: { id: true, name: true } },
  networks: { select: { id: true, name: true } },
} as const satisfies Prisma.DatacenterInclude

type DatacenterRow = Prisma.DatacenterGetPayload<{ include: typeof TREE_PARTS }>
type ClusterRow = DatacenterRow['clusters'][number]
type Alarms = Map<string, 'WARNING' | 'ERROR'>

const node = (
  kind: TreeNode['kind'],
  row: { id: string; name: string },
  alarms: Alarms,
  more: Partial<TreeNode> = {},
): TreeNode => {
  const alarm = alarms.get(row.id)
  return { id: row.id, kind, name: row.name, href: objectHref(kind, row.id), ...(alarm ? { alarm } : {}), ...more }
}

const STATES: Record<ConfigStatus, TreeNode['state']> = {
  CONFIGURING: 'configuring',
  RUNNING: 'ok',
  REMOVING: 'removing',
  ERROR: 'error',
}

const hostState = (row: ClusterRow['hosts'][number], now: Date): TreeNode['state'] => {
  const connection = connectionNow(row, now)
  if (connection === 'DISCONNECTED') return 'disconnected'
  if (connection === 'NOT_RESPONDING') return 'error'
  return row.maintenance === 'NONE' ? 'ok' : 'maintenance'
}

const namespacesNode = (cluster: ClusterRow, alarms: Alarms): TreeNode[] => {
  const { supervisor } = cluster
  if (!supervisor) return []
  return [
    {
      id: `${cluster.id}-namespaces`,
      kind: 'namespaces',
      name: 'Namespaces',
      href: `/inventory/cluster/${cluster.id}/namespaces`,
      children: [
        ...byName(
          supervisor.virtualMachines.map((vm) =>
            node('vm', vm, alarms, { state: vm.powerState === 'POWERED_ON' ? 'ok' : 'off' }),
          ),
        ),
        ...byName(supervisor.namespaces.map((each) => node('namespace', each, alarms, { state: STATES[each.configStatus] }))),
      ],
    },
  ]
}

const clusterNode = (cluster: ClusterRow, alarms: Alarms, now: Date): TreeNode =>
  node('cluster', cluster, alarms, {
    ...(cluster.supervisor ? { supervisor: true, state: STATES[cluster.supervisor.configStatus] } : {}),
    children: [
      ...byName(cluster.hosts.map((host) => node('host', host, alarms, { state: hostState(host, now) }))),
      ...namespacesNode(cluster, alarms),
    ],
  })

/**
 * The inventory as the navigator shows it: vCenter, datacenters, clusters, hosts, namespaces, datastores and networks. Who may not read
 * the inventory gets only the namespaces they have access to.
 */
export const readTree = async (context: InventoryContext): Promise<TreeNode[]> => {
  const { store, user, clock } = context
  const { read } = store.inventory
  const alarms = await worstAlarms(context)
  const root = (children: TreeNode[]): TreeNode[] => [
    { id: 'vcenter', kind: 'vcenter', name: 'Hemisphere', href: objectHref('vcenter', 'vcenter'), children },
  ]
  if (!holds(user, 'System.Read')) {
    const own = await read.namespace.findMany({
      where: visibleNamespaces(user),
      select: { id: true, name: true, configStatus: true },
    })
    return root(byName(own.map((each) => node('namespace', each, alarms, { state: STATES[each.configStatus] }))))
  }
  const rows = await read.datacenter.findMany({ include: TREE_PARTS })
  const now = clock.now()
  return root(
    byName(
      rows.map((row) =>
        node('datacenter', row, alarms, {
          children: [
            ...byName(row.clusters.map((cluster) => clusterNode(cluster, alarms, now))),
            ...byName(row.datastores.map((each) => node('datastore', each, alarms))),
            ...byName(row.networks.map((each) => node('network', each, alarms))),
          ],
        }),
      ),
    ),
  )
}
