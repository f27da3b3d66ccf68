'use client'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { configStatus } from '#components/live/object-looks.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { mhzText, mibText } from '#domain/amounts.ts'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import { nearestLimit } from '#domain/vsphere/namespace-limits.ts'
import { limitText } from './limit-fields.tsx'

/** What the actions of a namespace act on. */
export const namespaceTarget = ({ id, name, configStatus: status }: NamespaceView): ActionTarget => ({
  kind: 'namespace',
  id,
  name,
  ...(status === 'REMOVING' ? { state: 'removing' } : {}),
})

const nearLimitText = (namespace: NamespaceView): string => {
  const near = nearestLimit(namespace)
  return near ? `${near.resource}, ${Math.round(near.part * 100)} %` : ''
}

const columns: Column<NamespaceView>[] = [
  {
    id: 'name',
    header: 'Namespace',
    cell: ({ id, name }) => (
      <CellLink href={objectHref('namespace', id)} icon="namespace">
        {name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 180,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'supervisorName',
    header: 'Supervisor',
    cell: ({ supervisorName }) => supervisorName,
    text: ({ supervisorName }) => supervisorName,
    width: 150,
    sortable: true,
  },
  {
    id: 'configStatus',
    header: 'Config Status',
    cell: ({ configStatus: status }) => <Status kind={configStatus(status).kind}>{configStatus(status).word}</Status>,
    text: ({ configStatus: status }) => status,
    width: 130,
    sortable: true,
  },
  {
    id: 'pods',
    header: 'vSphere Pods',
    cell: ({ pods }) => pods.running + pods.pending + pods.failed,
    text: ({ pods }) => String(pods.running + pods.pending + pods.failed),
    width: 145,
    align: 'end',
    filter: {
      kind: 'choice',
      options: ['running', 'pending', 'failed'].map((value) => ({ value, label: `Has ${value} pods` })),
    },
  },
  {
    id: 'cpu',
    header: 'CPU (Used | Limit)',
    cell: ({ usage, limits }) => `${mhzText(usage.cpuMhz)} | ${limitText(limits.cpuMhz, mhzText)}`,
    text: ({ usage }) => String(usage.cpuMhz),
    width: 170,
    align: 'end',
  },
  {
    id: 'memory',
    header: 'Memory (Used | Limit)',
    cell: ({ usage, limits }) => `${mibText(usage.memoryMiB)} | ${limitText(limits.memoryMiB, mibText)}`,
    text: ({ usage }) => String(usage.memoryMiB),
    width: 180,
    align: 'end',
  },
  {
    id: 'nearLimit',
    header: 'Near Limit',
    cell: nearLimitText,
    text: nearLimitText,
    width: 120,
    filter: { kind: 'choice', options: ['CPU', 'memory', 'storage'].map((value) => ({ value, label: value })) },
  },
  {
    id: 'description',
    header: 'Description',
    cell: ({ description }) => description,
    text: ({ description }) => description,
    width: 200,
    hidden: true,
  },
  {
    id: 'createdAt',
    header: 'Created',
    cell: ({ createdAt }) => <TimeAgo at={createdAt} />,
    text: ({ createdAt }) => createdAt,
    width: 120,
    sortable: true,
  },
]

/** The namespaces that the user may see: all, or those of one Supervisor. `newOn` is what NEW NAMESPACE starts on. */
export function NamespacesGrid({ supervisorId, newOn }: { supervisorId?: string; newOn?: ActionTarget }) {
  const router = useRouter()
  const actions = useActions()
  const start: ActionTarget = newOn ?? { kind: 'namespaces', id: '', name: 'Namespaces' }
  return (
    <QueryGrid
      label="Namespaces"
      name="namespaces"
      scope={supervisorId ? { supervisorId } : {}}
      columns={columns}
      onOpen={({ id }) => router.push(objectHref('namespace', id))}
      rowMenu={(row) => actions.menuFor(namespaceTarget(row))}
      toolbar={
        <TextAction
          icon="plus"
          disabledReason={actions.reasonFor('new-namespace', start)}
          onClick={() => actions.start('new-namespace', start)}
        >
          New Namespace
        </TextAction>
      }
      emptyState={
        <EmptyState icon="namespace" title="There are no namespaces here that you can see">
          A namespace gives a team a share of the cluster and a Kubernetes API. Whoever has Namespaces.Configure creates it and
          gives you access.
        </EmptyState>
      }
    />
  )
}
