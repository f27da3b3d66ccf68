'use client'
import { overlayOf, vmRole } from '#components/live/object-looks.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { VirtualMachineView } from '#domain/vsphere/cluster.ts'

const POWER = { POWERED_ON: 'Powered on', POWERED_OFF: 'Powered off', SUSPENDED: 'Suspended' } as const

const columns: Column<VirtualMachineView>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ name, powerState }) => (
      <span className="flex items-center gap-2" title={name}>
        <Icon name="vm" status={overlayOf('vm', powerState === 'POWERED_ON' ? 'ok' : 'off')} />
        <span className="truncate">{name}</span>
      </span>
    ),
    text: ({ name }) => name,
    width: 240,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'powerState',
    header: 'State',
    cell: ({ powerState }) => POWER[powerState],
    text: ({ powerState }) => POWER[powerState],
    width: 120,
    sortable: true,
  },
  { id: 'role', header: 'Role', cell: ({ role }) => vmRole(role), text: ({ role }) => vmRole(role), width: 180, sortable: true },
  {
    id: 'hostName',
    header: 'Host',
    cell: ({ hostName }) => hostName ?? '-',
    text: ({ hostName = '' }) => hostName,
    width: 170,
    sortable: true,
  },
  {
    id: 'address',
    header: 'Address',
    cell: ({ address }) => address ?? '-',
    text: ({ address = '' }) => address,
    width: 130,
    sortable: true,
  },
  {
    id: 'cpuCount',
    header: 'CPUs',
    cell: ({ cpuCount }) => cpuCount,
    text: ({ cpuCount }) => String(cpuCount),
    width: 70,
    align: 'end',
    sortable: true,
  },
  {
    id: 'memoryMiB',
    header: 'Memory',
    cell: ({ memoryMiB }) => `${memoryMiB / 1024} GiB`,
    text: ({ memoryMiB }) => String(memoryMiB),
    width: 100,
    align: 'end',
    sortable: true,
  },
  {
    id: 'runtime',
    header: 'Runtime',
    cell: ({ runtime }) => runtime,
    text: ({ runtime }) => runtime,
    width: 100,
    sortable: true,
  },
]

/** Virtual machines of a host or cluster: those of control planes. */
export function VirtualMachinesGrid(scope: { hostId?: string; clusterId?: string }) {
  return (
    <QueryGrid
      label="Virtual Machines"
      name="virtualMachines"
      scope={scope}
      columns={columns}
      emptyState={
        <EmptyState icon="vm" title="No virtual machines run here">
          The control plane of a Supervisor runs in virtual machines.
        </EmptyState>
      }
    />
  )
}
