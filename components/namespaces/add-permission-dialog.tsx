'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { atField } from '#components/ui/form/field-problems.ts'
import type { AccessEntry } from '#domain/vsphere/namespace.ts'
import { AccessFields, completeAccess } from './access-fields.tsx'

/** Gives a person or group a role on a namespace; an entry they have already is changed. */
export function AddPermissionDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [value, setValue] = useState<Partial<AccessEntry>>({})
  const add = async () => {
    const entry = completeAccess(value)
    if (!entry) return value.subject ? atField('role', 'Choose a role.') : atField('subject', 'Choose a user or group.')
    return outcomeOf(await act('setAccess', { namespaceId: target.id, entry }))
  }
  return (
    <Dialog open onClose={onClose} title={`${target.name} - Add Permission`} icon="namespace" onOk={add}>
      <AccessFields value={value} onChange={setValue} />
    </Dialog>
  )
}
