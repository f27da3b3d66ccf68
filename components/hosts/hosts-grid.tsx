'use client'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { alarmOf, hostState, hostStatus, overlayOf } from '#components/live/object-looks.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { HostView } from '#domain/vsphere/host.ts'
import { objectHref } from '#domain/vsphere/href.ts'

/** What the actions of a host act on. */
export const hostTarget = (host: HostView): ActionTarget => ({
  kind: 'host',
  id: host.id,
  name: host.name,
  state: hostState(host),
})

const sentenceCase = (word: string): string => word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ')

const sphereletText = ({ spherelet }: HostView): string => (spherelet ? sentenceCase(spherelet.state) : 'Not installed')

const MAINTENANCE: Record<HostView['maintenance'], string> = { NONE: 'No', ENTERING: 'Entering', IN_MAINTENANCE: 'Yes' }
const maintenanceText = ({ maintenance }: HostView): string => MAINTENANCE[maintenance]

const columns: Column<HostView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (host) => (
      <CellLink
        href={objectHref('host', host.id)}
        icon="host"
        status={overlayOf('host', hostState(host))}
        alarm={alarmOf(host.alarm, hostState(host))}
      >
        {host.name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 200,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'connection',
    header: 'State',
    cell: (host) => <Status kind={hostStatus(host).kind}>{hostStatus(host).word}</Status>,
    text: (host) => hostStatus(host).word,
    width: 165,
    sortable: true,
    filter: {
      kind: 'choice',
      options: [
        { value: 'CONNECTED', label: 'Connected' },
        { value: 'NOT_RESPONDING', label: 'Not responding' },
        { value: 'DISCONNECTED', label: 'Disconnected' },
      ],
    },
  },
  {
    id: 'maintenance',
    header: 'Maintenance',
    cell: maintenanceText,
    text: maintenanceText,
    width: 140,
    sortable: true,
    // The state says it as well.
    hidden: true,
    filter: { kind: 'choice', options: Object.entries(MAINTENANCE).map(([value, label]) => ({ value, label })) },
  },
  {
    id: 'clusterName',
    header: 'Cluster',
    cell: ({ clusterName }) => clusterName,
    text: ({ clusterName }) => clusterName,
    width: 120,
    sortable: true,
  },
  {
    id: 'cpuUsedMhz',
    header: 'CPU',
    cell: ({ cpuUsedMhz, cpuCapacityMhz }) => `${mhzText(cpuUsedMhz)} of ${mhzText(cpuCapacityMhz)}`,
    text: ({ cpuUsedMhz }) => String(cpuUsedMhz),
    width: 150,
    align: 'end',
    sortable: true,
  },
  {
    id: 'memoryUsedBytes',
    header: 'Memory',
    cell: ({ memoryUsedBytes, memoryBytes }) => `${bytesText(memoryUsedBytes)} of ${bytesText(memoryBytes)}`,
    text: ({ memoryUsedBytes }) => String(memoryUsedBytes),
    width: 155,
    align: 'end',
    sortable: true,
  },
  {
    id: 'podCount',
    header: 'Pods',
    cell: ({ podCount }) => podCount,
    text: ({ podCount }) => String(podCount),
    width: 70,
    align: 'end',
    sortable: true,
  },
  { id: 'spherelet.state', header: 'Spherelet', cell: sphereletText, text: sphereletText, width: 100, sortable: true },
  { id: 'runtime', header: 'Runtime', cell: ({ runtime }) => runtime, text: ({ runtime }) => runtime, width: 90 },
  { id: 'version', header: 'Version', cell: ({ version }) => version, text: ({ version }) => version, width: 120, hidden: true },
]

/** On the page of a cluster every row would say the same. */
const inCluster = columns.map((column) => (column.id === 'clusterName' ? { ...column, hidden: true } : column))

/** The hosts of a cluster, or all. */
export function HostsGrid({ clusterId }: { clusterId?: string }) {
  const router = useRouter()
  const { menuFor } = useActions()
  return (
    <QueryGrid
      label="Hosts"
      name="hosts"
      scope={clusterId ? { clusterId } : {}}
      columns={clusterId ? inCluster : columns}
      onOpen={({ id }) => router.push(objectHref('host', id))}
      rowMenu={(row) => menuFor(hostTarget(row))}
      emptyState={
        <EmptyState icon="host" title="There are no hosts here yet">
          A host joins with a token: choose Add Host in the actions of the cluster.
        </EmptyState>
      }
    />
  )
}
