'use client'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { bytesText } from '#domain/amounts.ts'
import type { DatastoreView } from '#domain/vsphere/cluster.ts'
import { objectHref } from '#domain/vsphere/href.ts'

const columns: Column<DatastoreView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, name }) => (
      <CellLink href={objectHref('datastore', id)} icon="datastore">
        {name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 200,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  { id: 'type', header: 'Type', cell: ({ type }) => type, text: ({ type }) => type, width: 120, sortable: true },
  {
    id: 'capacityBytes',
    header: 'Capacity',
    cell: ({ capacityBytes }) => bytesText(capacityBytes),
    text: ({ capacityBytes }) => String(capacityBytes),
    width: 120,
    align: 'end',
    sortable: true,
  },
  {
    id: 'freeBytes',
    header: 'Free',
    cell: ({ freeBytes }) => bytesText(freeBytes),
    text: ({ freeBytes }) => String(freeBytes),
    width: 120,
    align: 'end',
    sortable: true,
  },
  { id: 'tags', header: 'Tags', cell: ({ tags }) => tags.join(', '), text: ({ tags }) => tags.join(', '), width: 200 },
]

/** The datastores that the hosts of a cluster see, or all. */
export function DatastoresGrid({ clusterId }: { clusterId?: string }) {
  const router = useRouter()
  const { menuFor } = useActions()
  return (
    <QueryGrid
      label="Datastores"
      name="datastores"
      scope={clusterId ? { clusterId } : {}}
      columns={columns}
      onOpen={({ id }) => router.push(objectHref('datastore', id))}
      rowMenu={({ id, name }) => menuFor({ kind: 'datastore', id, name })}
      emptyState={
        <EmptyState icon="datastore" title="No datastores">
          Choose New Datastore in the actions of the datacenter.
        </EmptyState>
      }
    />
  )
}
