'use client'
import { ManagedGrid } from '#components/live/managed-grid.tsx'
import { CellName } from '#components/ui/grid/cell-name.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { mibText } from '#domain/amounts.ts'
import type { VmClassView } from '#domain/vsphere/cluster.ts'
import { VmClassDialog } from './vm-class-dialog.tsx'

const columns: Column<VmClassView>[] = [
  {
    id: 'id',
    header: 'Name',
    cell: ({ id }) => <CellName icon="vm">{id}</CellName>,
    text: ({ id }) => id,
    width: 220,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'cpuCount',
    header: 'vCPUs',
    cell: ({ cpuCount }) => cpuCount,
    text: ({ cpuCount }) => String(cpuCount),
    width: 90,
    align: 'end',
    sortable: true,
  },
  {
    id: 'memoryMiB',
    header: 'Memory',
    cell: ({ memoryMiB }) => mibText(memoryMiB),
    text: ({ memoryMiB }) => String(memoryMiB),
    width: 110,
    align: 'end',
    sortable: true,
  },
  {
    id: 'cpuReservation',
    header: 'CPU Reserved',
    cell: ({ cpuReservation }) => `${cpuReservation} %`,
    text: ({ cpuReservation }) => String(cpuReservation),
    width: 120,
    align: 'end',
    sortable: true,
  },
  {
    id: 'memoryReservation',
    header: 'Memory Reserved',
    cell: ({ memoryReservation }) => `${memoryReservation} %`,
    text: ({ memoryReservation }) => String(memoryReservation),
    width: 140,
    align: 'end',
    sortable: true,
  },
  {
    id: 'builtIn',
    header: 'Origin',
    cell: ({ builtIn }) => (builtIn ? 'Built in' : 'Own'),
    text: ({ builtIn }) => (builtIn ? 'Built in' : 'Own'),
    width: 100,
    sortable: true,
  },
  {
    id: 'description',
    header: 'Description',
    cell: ({ description }) => description,
    text: ({ description }) => description,
    width: 200,
    grow: 1,
  },
]

/** Every VM class; those that came with the product stay as they are. */
export function VmClassesGrid() {
  return (
    <ManagedGrid
      label="VM Classes"
      name="vmClassList"
      columns={columns}
      noun="VM Class"
      kind="vm-class"
      newDialog={(onClose) => <VmClassDialog onClose={onClose} />}
      targetOf={({ id, builtIn }) => ({ id, name: id, builtIn })}
      actionsOf={(vmClass) => ({
        'edit-vm-class': { dialog: (onClose) => <VmClassDialog vmClass={vmClass} onClose={onClose} /> },
      })}
      remove={(act, { id }) => act('deleteVmClass', { id })}
    />
  )
}
