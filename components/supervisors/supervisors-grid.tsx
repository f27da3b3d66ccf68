'use client'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { SupervisorView } from '#domain/vsphere/supervisor.ts'

const hrefOf = ({ id }: SupervisorView) => `/workload-management/supervisors/${encodeURIComponent(id)}`

/** What the actions of a Supervisor act on. */
export const supervisorTarget = ({ id, name, configStatus: status }: SupervisorView): ActionTarget => ({
  kind: 'supervisor',
  id,
  name,
  ...(status === 'REMOVING' ? { state: 'removing' } : {}),
})

const columns: Column<SupervisorView>[] = [
  {
    id: 'name',
    header: 'Supervisor',
    cell: (row) => (
      <CellLink href={hrefOf(row)} icon="supervisor">
        {row.name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 200,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'namespaceCount',
    header: 'Namespaces',
    cell: ({ namespaceCount }) => namespaceCount,
    text: ({ namespaceCount }) => String(namespaceCount),
    width: 110,
    align: 'end',
    sortable: true,
  },
  {
    id: 'hostCount',
    header: 'Hosts',
    cell: ({ hostsReady, hostCount }) => `${hostsReady} of ${hostCount} ready`,
    text: ({ hostCount }) => String(hostCount),
    width: 130,
    sortable: true,
  },
  {
    id: 'configStatus',
    header: 'Config Status',
    cell: ({ configStatus: status }) => <Status kind={configStatus(status).kind}>{configStatus(status).word}</Status>,
    text: ({ configStatus: status }) => status,
    width: 140,
    sortable: true,
    filter: {
      kind: 'choice',
      options: (['RUNNING', 'CONFIGURING', 'REMOVING', 'ERROR'] as const).map((value) => ({
        value,
        label: configStatus(value).word,
      })),
    },
  },
  {
    id: 'clusterName',
    header: 'Cluster',
    cell: ({ clusterName }) => clusterName,
    text: ({ clusterName }) => clusterName,
    width: 160,
    sortable: true,
  },
  {
    id: 'version',
    header: 'Current Version',
    cell: ({ version }) => version,
    text: ({ version }) => version,
    width: 160,
    sortable: true,
  },
  {
    id: 'apiServerAddress',
    header: 'Control Plane Address',
    cell: ({ apiServerAddress }) => apiServerAddress ?? '-',
    text: ({ apiServerAddress = '' }) => apiServerAddress,
    width: 180,
  },
]

/** Every Supervisor. */
export function SupervisorsGrid() {
  const router = useRouter()
  const { menuFor } = useActions()
  return (
    <QueryGrid
      label="Supervisors"
      name="supervisors"
      columns={columns}
      onOpen={(row) => router.push(hrefOf(row))}
      rowMenu={(row) => menuFor(supervisorTarget(row))}
      emptyState={
        <EmptyState icon="supervisor" title="Workload Management is not enabled on any cluster">
          Right-click a cluster in the navigator and choose Enable Workload Management.
        </EmptyState>
      }
    />
  )
}
