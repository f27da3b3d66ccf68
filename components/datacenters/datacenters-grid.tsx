'use client'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CellLink } from '#components/ui/grid/cell-link.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { DatacenterView } from '#domain/vsphere/cluster.ts'
import { objectHref } from '#domain/vsphere/href.ts'

/** What the actions of a datacenter act on. */
export const datacenterTarget = ({ id, name, clusterCount, datastoreCount, networkCount }: DatacenterView): ActionTarget => ({
  kind: 'datacenter',
  id,
  name,
  content: clusterCount + datastoreCount + networkCount,
})

const columns: Column<DatacenterView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, name }) => (
      <CellLink href={objectHref('datacenter', id)} icon="datacenter">
        {name}
      </CellLink>
    ),
    text: ({ name }) => name,
    width: 220,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'clusterCount',
    header: 'Clusters',
    cell: ({ clusterCount }) => clusterCount,
    text: ({ clusterCount }) => String(clusterCount),
    width: 100,
    align: 'end',
    sortable: true,
  },
  {
    id: 'hostCount',
    header: 'Hosts',
    cell: ({ hostCount }) => hostCount,
    text: ({ hostCount }) => String(hostCount),
    width: 100,
    align: 'end',
    sortable: true,
  },
]

/** Every datacenter. */
export function DatacentersGrid() {
  const router = useRouter()
  const { menuFor } = useActions()
  return (
    <QueryGrid
      label="Datacenters"
      name="datacenters"
      columns={columns}
      onOpen={({ id }) => router.push(objectHref('datacenter', id))}
      rowMenu={(row) => menuFor(datacenterTarget(row))}
      emptyState={
        <EmptyState icon="datacenter" title="There are no datacenters yet">
          Choose New Datacenter in the actions of the inventory’s root.
        </EmptyState>
      }
    />
  )
}
