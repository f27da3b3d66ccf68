'use client'
import { useState } from 'react'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { useUser } from '#components/live/server-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Icon } from '#components/ui/icon.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { mibText } from '#domain/amounts.ts'
import { privilegeReason } from '#domain/client/action-registry.ts'
import type { VmClassView } from '#domain/vsphere/cluster.ts'
import { VmClassDialog } from './vm-class-dialog.tsx'

const columns: Column<VmClassView>[] = [
  {
    id: 'id',
    header: 'Name',
    cell: ({ id }) => (
      <span className="flex items-center gap-2">
        <Icon name="vm" />
        {id}
      </span>
    ),
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

type Open = { kind: 'new' } | { kind: 'edit' | 'delete'; vmClass: VmClassView }

/** Every VM class; those that came with the product stay as they are. */
export function VmClassesGrid() {
  const act = useAct()
  const refused = privilegeReason(useUser(), 'VirtualMachineClasses.Manage')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const entry = (id: string, label: string, { builtIn }: VmClassView, onSelect: () => void) => {
    const reason = refused ?? (builtIn ? 'Built-in VM classes can’t be changed; make one of your own' : undefined)
    return { id, label, onSelect, ...(reason ? { disabledReason: reason } : {}) }
  }
  return (
    <>
      <QueryGrid
        label="VM Classes"
        name="vmClassList"
        columns={columns}
        rowMenu={(vmClass) => [
          entry('edit', 'Edit…', vmClass, () => setOpen({ kind: 'edit', vmClass })),
          {
            ...entry('delete', 'Delete VM Class…', vmClass, () => setOpen({ kind: 'delete', vmClass })),
            danger: true,
            separatorBefore: true,
          },
        ]}
        toolbar={
          <TextAction icon="plus" disabledReason={refused} onClick={() => setOpen({ kind: 'new' })}>
            New VM Class
          </TextAction>
        }
      />
      {open?.kind === 'new' && <VmClassDialog onClose={close} />}
      {open?.kind === 'edit' && <VmClassDialog vmClass={open.vmClass} onClose={close} />}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          open
          onClose={close}
          title={`${open.vmClass.id} - Delete VM Class`}
          icon="vm"
          question={`Delete VM class "${open.vmClass.id}"?`}
          confirmLabel="Delete"
          danger
          onConfirm={async () => outcomeOf(await act('deleteVmClass', { id: open.vmClass.id }))}
        />
      )}
    </>
  )
}
