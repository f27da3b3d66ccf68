'use client'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { bytesText } from '#domain/amounts.ts'
import type { DatastoreView } from '#domain/vsphere/cluster.ts'

const columns: Column<DatastoreView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ name }) => name,
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
  return (
    <QueryGrid
      label="Datastores"
      name="datastores"
      scope={clusterId ? { clusterId } : {}}
      columns={columns}
      emptyState={<EmptyState icon="datastore" title="No datastores" />}
    />
  )
}
