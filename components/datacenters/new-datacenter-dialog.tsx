'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'

/** Adds a datacenter. */
export function NewDatacenterDialog({ onClose }: ActionDialogProps) {
  const act = useAct()
  const [name, setName] = useState('')
  return (
    <Dialog
      open
      onClose={onClose}
      title="New Datacenter"
      icon="datacenter"
      onOk={async () => outcomeOf(await act('createDatacenter', { name }))}
    >
      <TextField label="Name" field="name" value={name} onChange={setName} autoFocus />
    </Dialog>
  )
}
