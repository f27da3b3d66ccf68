'use client'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import type { WorkloadEventRow, WorkloadRow } from '#domain/client/workload-rows.ts'

const columns: Column<WorkloadRow>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ name }) => name,
    text: ({ name }) => name,
    width: 220,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'ready',
    header: 'Ready',
    cell: ({ ready, wanted }) => <Status kind={ready >= wanted ? 'ok' : 'running'}>{`${ready} of ${wanted}`}</Status>,
    text: ({ ready, wanted }) => `${ready}/${wanted}`,
    width: 120,
    sortable: true,
  },
  {
    id: 'current',
    header: 'Up to date',
    cell: ({ current }) => current,
    text: ({ current }) => String(current),
    width: 100,
    align: 'end',
  },
  { id: 'images', header: 'Images', cell: ({ images }) => images, text: ({ images }) => images, width: 240, grow: 1 },
  {
    id: 'createdAt',
    header: 'Created',
    cell: ({ createdAt }) => <TimeAgo at={createdAt} />,
    text: ({ createdAt }) => createdAt,
    width: 120,
    sortable: true,
  },
]

/** Deployments or ReplicaSets of a namespace. */
export function WorkloadsGrid({
  kind,
  supervisorId,
  namespace,
}: {
  kind: 'deployments' | 'replicaSets'
  supervisorId: string
  namespace: string
}) {
  const label = kind === 'deployments' ? 'Deployments' : 'ReplicaSets'
  return (
    <QueryGrid
      key={kind}
      label={label}
      name={kind}
      scope={{ supervisorId, namespace }}
      columns={columns}
      emptyState={
        <EmptyState icon="pod" title={`There are no ${label} here`}>
          Create one with kubectl.
        </EmptyState>
      }
    />
  )
}

const eventColumns: Column<WorkloadEventRow>[] = [
  {
    id: 'lastSeen',
    header: 'Last Seen',
    cell: ({ lastSeen }) => <TimeAgo at={lastSeen} />,
    text: ({ lastSeen }) => lastSeen,
    width: 95,
    sortable: true,
  },
  {
    id: 'type',
    header: 'Type',
    cell: ({ type }) => <Status kind={type === 'Warning' ? 'warning' : 'info'}>{type}</Status>,
    text: ({ type }) => type,
    width: 90,
    sortable: true,
  },
  { id: 'reason', header: 'Reason', cell: ({ reason }) => reason, text: ({ reason }) => reason, width: 120, sortable: true },
  { id: 'object', header: 'Object', cell: ({ object }) => object, text: ({ object }) => object, width: 150, sortable: true },
  {
    id: 'message',
    header: 'Message',
    cell: ({ message }) => message,
    text: ({ message }) => message,
    width: 200,
    grow: 1,
    fixed: true,
  },
  {
    id: 'count',
    header: 'Count',
    cell: ({ count }) => count,
    text: ({ count }) => String(count),
    width: 70,
    align: 'end',
    sortable: true,
  },
]

const NO_EVENTS = (
  <EmptyState icon="event" title="No events">
    Kubernetes keeps events for an hour; older ones are gone.
  </EmptyState>
)

/** Kubernetes events of a namespace, or of one pod in it. */
export function KubernetesEventsGrid({
  supervisorId,
  namespace,
  pod,
}: {
  supervisorId: string
  namespace: string
  pod?: string
}) {
  return pod ? (
    <QueryGrid
      label="Events"
      name="podEvents"
      scope={{ supervisorId, namespace, name: pod }}
      columns={eventColumns}
      emptyState={NO_EVENTS}
    />
  ) : (
    <QueryGrid
      label="Kubernetes Events"
      name="kubernetesEvents"
      scope={{ supervisorId, namespace }}
      columns={eventColumns}
      emptyState={NO_EVENTS}
    />
  )
}
