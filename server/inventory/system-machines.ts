import { missing } from './check-input.ts'
import { addEvent } from './operation.ts'
import type { SystemContext } from './system-context.ts'
import { VM_PARTS, virtualMachineView } from './virtual-machines.ts'

export interface NewMachine {
  name: string
  role: 'SUPERVISOR_CONTROL_PLANE'
  supervisorId: string
  hostId: string
  cpuCount: number
  memoryMiB: number
  address: string
}

/** Virtual machines as controllers write them. No hypervisor is told: what runs them is in `runtime`, taken from the host. */
export interface SystemMachines {
  createVirtualMachine(machine: NewMachine): Promise<string>
  /** Moves the machine, or restarts it when it had no host; `why` goes into the event. */
  placeVirtualMachine(id: string, hostId: string, why: string): Promise<void>
  setPowerState(id: string, powerState: 'POWERED_ON' | 'POWERED_OFF'): Promise<void>
  deleteVirtualMachine(id: string): Promise<void>
}

/** Virtual machines on this store. */
export const systemMachines = ({ store, clock }: SystemContext): SystemMachines => ({
  createVirtualMachine: (machine) =>
    store.inventory.write(async (transaction) => {
      const { db, record, nextId } = transaction
      const host = await db.host.findUnique({ where: { id: machine.hostId } })
      if (!host) throw missing('host', machine.hostId)
      const row = await db.virtualMachine.create({
        data: { id: await nextId('vm'), ...machine, runtime: host.runtime },
        include: VM_PARTS,
      })
      record({ kind: 'VirtualMachine', id: row.id, operation: 'ADDED', object: { ...virtualMachineView(row) } })
      await addEvent(
        transaction,
        '',
        clock.now(),
        { kind: 'VirtualMachine', id: row.id, name: row.name },
        {
          type: 'vm.deployed',
          message: `Deployed ${row.name} on host ${host.name} (${host.runtime})`,
        },
      )
      return row.id
    }),
  placeVirtualMachine: (id, hostId, why) =>
    store.inventory.write(async (transaction) => {
      const { db, record } = transaction
      const host = await db.host.findUnique({ where: { id: hostId } })
      if (!host) throw missing('host', hostId)
      const row = await db.virtualMachine.update({ where: { id }, data: { hostId, runtime: host.runtime }, include: VM_PARTS })
      record({ kind: 'VirtualMachine', id, operation: 'MODIFIED', object: { ...virtualMachineView(row) } })
      await addEvent(
        transaction,
        '',
        clock.now(),
        { kind: 'VirtualMachine', id, name: row.name },
        {
          type: 'vm.placed',
          message: `${row.name} is on host ${host.name} now: ${why}`,
        },
      )
    }),
  setPowerState: (id, powerState) =>
    store.inventory.write(async (transaction) => {
      const { db, record } = transaction
      const row = await db.virtualMachine.update({ where: { id }, data: { powerState }, include: VM_PARTS })
      record({ kind: 'VirtualMachine', id, operation: 'MODIFIED', object: { ...virtualMachineView(row) } })
      await addEvent(
        transaction,
        '',
        clock.now(),
        { kind: 'VirtualMachine', id, name: row.name },
        {
          type: powerState === 'POWERED_ON' ? 'vm.poweredOn' : 'vm.poweredOff',
          message: `${row.name} is powered ${powerState === 'POWERED_ON' ? 'on' : 'off'}`,
        },
      )
    }),
  deleteVirtualMachine: (id) =>
    store.inventory.write(async (transaction) => {
      const { db, record } = transaction
      const row = await db.virtualMachine.findUnique({ where: { id }, include: VM_PARTS })
      if (!row) return
      await db.virtualMachine.delete({ where: { id } })
      record({ kind: 'VirtualMachine', id, operation: 'DELETED', object: { ...virtualMachineView(row) } })
      await addEvent(
        transaction,
        '',
        clock.now(),
        { kind: 'VirtualMachine', id, name: row.name },
        { type: 'vm.deleted', message: `Deleted ${row.name}` },
      )
    }),
})
