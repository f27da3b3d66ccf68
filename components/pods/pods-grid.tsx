'use client'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { useActions } from '#components/live/actions-context.tsx'
import { overlayOf, podStatusKind } from '#components/live/object-looks.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { useTreeHref } from '#components/live/tree-link.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { PodRow } from '#domain/client/workload-rows.ts'

/** Where a pod's page is. */
export const podHref = (supervisorId: string, namespace: string, name: string): string =>
  `/inventory/pod/${[supervisorId, namespace, name].map(encodeURIComponent).join('/')}/summary`

/** What the actions of a pod act on. */
export const podTarget = (
  supervisorId: string,
  { namespace, name, status, mayDelete }: Pick<PodRow, 'namespace' | 'name' | 'status' | 'mayDelete'>,
): ActionTarget => ({
  kind: 'pod',
  id: `${namespace}/${name}`,
  name,
  supervisorId,
  namespace,
  mayDelete,
  ...(status === 'Terminating' ? { state: 'removing' } : {}),
})

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed']

const columnsOf = (
  supervisorId: string,
  withNamespace: boolean,
  hostHref: (name: string) => string | undefined,
): Column<PodRow>[] => [
  {
    id: 'name',
    header: 'Name',
    cell: ({ namespace, name, phase }) => (
      <CellLink
        href={podHref(supervisorId, namespace, name)}
        icon="pod"
        status={overlayOf('pod', phase === 'Running' ? 'ok' : undefined)}
      >
        {name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 195,
    grow: 2,
    sortable: true,
    fixed: true,
  },
  ...(withNamespace
    ? [
        {
          id: 'namespace',
          header: 'Namespace',
          cell: ({ namespace }: PodRow) => namespace,
          text: ({ namespace }: PodRow) => namespace,
          width: 110,
          sortable: true,
        },
      ]
    : []),
  {
    id: 'status',
    header: 'Status',
    cell: ({ status, phase }) => <Status kind={podStatusKind(status, phase)}>{status}</Status>,
    text: ({ status }) => status,
    width: 150,
    grow: 1,
    sortable: true,
  },
  {
    id: 'phase',
    header: 'Phase',
    cell: ({ phase }) => phase,
    text: ({ phase }) => phase,
    width: 110,
    sortable: true,
    hidden: true,
    filter: { kind: 'choice', options: PHASES.map((phase) => ({ value: phase, label: phase })) },
  },
  { id: 'ready', header: 'Ready', cell: ({ ready }) => ready, text: ({ ready }) => ready, width: 68 },
  { id: 'restarts', header: 'Restarts', cell: ({ restarts }) => restarts, text: ({ restarts }) => restarts, width: 90 },
  {
    id: 'hostName',
    header: 'Host',
    cell: ({ hostName }) => {
      const href = hostName ? hostHref(hostName) : undefined
      return href ? <CellLink href={href}>{hostName}</CellLink> : hostName || '-'
    },
    text: ({ hostName }) => hostName,
    width: 125,
    grow: 1,
    sortable: true,
  },
  {
    id: 'address',
    header: 'Address',
    cell: ({ address }) => address || '-',
    text: ({ address }) => address,
    width: 130,
    sortable: true,
  },
  { id: 'owner', header: 'Owner', cell: ({ owner }) => owner || '-', text: ({ owner }) => owner, width: 180, hidden: true },
  {
    id: 'createdAt',
    header: 'Created',
    cell: ({ createdAt }) => <TimeAgo at={createdAt} />,
    text: ({ createdAt }) => createdAt,
    width: 95,
    sortable: true,
  },
]

export interface PodsGridProps {
  supervisorId: string
  /** Without it, those of every namespace the user may list. */
  namespace?: string
  hostName?: string
}

/** vSphere Pods, live. */
export function PodsGrid({ supervisorId, namespace, hostName }: PodsGridProps) {
  const router = useRouter()
  const { menuFor } = useActions()
  const href = useTreeHref()
  const columns = useMemo(
    () => columnsOf(supervisorId, !namespace, (name) => href('host', name)),
    [supervisorId, namespace, href],
  )
  return (
    <QueryGrid
      label="vSphere Pods"
      name="pods"
      scope={{ supervisorId, ...(namespace ? { namespace } : {}), ...(hostName ? { hostName } : {}) }}
      columns={columns}
      onOpen={(row) => router.push(podHref(supervisorId, row.namespace, row.name))}
      rowMenu={(row) => menuFor(podTarget(supervisorId, row))}
      emptyState={
        <EmptyState icon="pod" title="No pods run here">
          {namespace ? `Create one: kubectl apply -n ${namespace} -f pod.yaml` : 'Pods appear here as soon as they are placed.'}
        </EmptyState>
      }
    />
  )
}
