'use client'
import { useState } from 'react'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { atField } from '#components/ui/form/field-problems.ts'
import { NumberField } from '#components/ui/form/number-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { VmClassView } from '#domain/vsphere/cluster.ts'

/** A VM class as it is typed. */
interface Draft {
  id: string
  cpuCount: number | null
  memoryGiB: number | null
  cpuReservation: number | null
  memoryReservation: number | null
  description: string
}

const NEW: Draft = { id: '', cpuCount: 2, memoryGiB: 4, cpuReservation: 0, memoryReservation: 0, description: '' }

/** Adds a VM class, or changes the one that is given. */
export function VmClassDialog({ vmClass, onClose }: { vmClass?: VmClassView; onClose(): void }) {
  const act = useAct()
  const [value, setValue] = useState<Draft>(vmClass ? { ...vmClass, memoryGiB: vmClass.memoryMiB / 1024 } : NEW)
  const change = (part: Partial<Draft>) => setValue({ ...value, ...part })
  const save = async () => {
    const { id, cpuCount, memoryGiB, cpuReservation, memoryReservation, description } = value
    if (cpuCount === null) return atField('cpuCount', 'Enter the number of vCPUs.')
    if (memoryGiB === null) return atField('memoryMiB', 'Enter the memory.')
    const settings = {
      id,
      cpuCount,
      memoryMiB: memoryGiB * 1024,
      cpuReservation: cpuReservation ?? 0,
      memoryReservation: memoryReservation ?? 0,
      description,
    }
    return outcomeOf(await act(vmClass ? 'updateVmClass' : 'createVmClass', settings))
  }
  return (
    <Dialog open onClose={onClose} title={vmClass ? `${vmClass.id} - Edit` : 'New VM Class'} icon="vm" onOk={save}>
      {!vmClass && (
        <TextField
          label="Name"
          field="id"
          value={value.id}
          onChange={(id) => change({ id })}
          help="Lower-case letters, digits and “-”. It can’t be changed later."
          autoFocus
        />
      )}
      <NumberField label="vCPUs" field="cpuCount" min={1} value={value.cpuCount} onChange={(cpuCount) => change({ cpuCount })} />
      <NumberField
        label="Memory"
        field="memoryMiB"
        unit="GiB"
        min={1}
        value={value.memoryGiB}
        onChange={(memoryGiB) => change({ memoryGiB })}
      />
      <NumberField
        label="CPU reserved"
        field="cpuReservation"
        optional
        unit="%"
        min={0}
        max={100}
        value={value.cpuReservation}
        onChange={(cpuReservation) => change({ cpuReservation })}
      />
      <NumberField
        label="Memory reserved"
        field="memoryReservation"
        optional
        unit="%"
        min={0}
        max={100}
        value={value.memoryReservation}
        onChange={(memoryReservation) => change({ memoryReservation })}
      />
      <TextField
        label="Description"
        field="description"
        optional
        value={value.description}
        onChange={(description) => change({ description })}
      />
    </Dialog>
  )
}
