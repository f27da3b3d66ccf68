'use client'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { alarmOf, configStatus } from '#components/live/object-looks.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import type { ClusterView } from '#domain/vsphere/cluster.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import { drsText } from './cluster-settings-dialog.tsx'
import { clusterTarget } from './cluster-summary.tsx'

const columns: Column<ClusterView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, name, supervisorId, alarm }) => (
      <CellLink href={objectHref('cluster', id)} icon={supervisorId ? 'supervisor' : 'cluster'} alarm={alarmOf(alarm)}>
        {name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 200,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'supervisorName',
    header: 'Supervisor',
    cell: ({ supervisorName, supervisorStatus }) =>
      supervisorName ? (
        <Status kind={configStatus(supervisorStatus ?? 'CONFIGURING').kind}>{supervisorName}</Status>
      ) : (
        'Not enabled'
      ),
    text: ({ supervisorName = '' }) => supervisorName,
    width: 180,
  },
  {
    id: 'hostCount',
    header: 'Hosts',
    cell: ({ hostCount }) => hostCount,
    text: ({ hostCount }) => String(hostCount),
    width: 80,
    align: 'end',
  },
  {
    id: 'cpuCapacityMhz',
    header: 'CPU',
    cell: ({ cpuUsedMhz, cpuCapacityMhz }) => `${mhzText(cpuUsedMhz)} of ${mhzText(cpuCapacityMhz)}`,
    text: ({ cpuCapacityMhz }) => String(cpuCapacityMhz),
    width: 180,
    align: 'end',
  },
  {
    id: 'memoryCapacityBytes',
    header: 'Memory',
    cell: ({ memoryUsedBytes, memoryCapacityBytes }) => `${bytesText(memoryUsedBytes)} of ${bytesText(memoryCapacityBytes)}`,
    text: ({ memoryCapacityBytes }) => String(memoryCapacityBytes),
    width: 180,
    align: 'end',
  },
  { id: 'drsMode', header: 'DRS', cell: ({ drsMode }) => drsText(drsMode), text: ({ drsMode }) => drsMode, width: 150 },
]

/** Every cluster. */
export function ClustersGrid() {
  const router = useRouter()
  const { menuFor } = useActions()
  return (
    <QueryGrid
      label="Clusters"
      name="clusters"
      columns={columns}
      onOpen={({ id }) => router.push(objectHref('cluster', id))}
      rowMenu={(row) => menuFor(clusterTarget(row))}
      emptyState={
        <EmptyState icon="cluster" title="There are no clusters yet">
          Right-click a datacenter in the navigator and choose New Cluster.
        </EmptyState>
      }
    />
  )
}
