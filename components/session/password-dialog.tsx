'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { atField } from '#components/ui/form/field-problems.ts'
import { TextField } from '#components/ui/form/text-field.tsx'

/** Changes the password of whoever is signed in; this session goes on, all others end. */
export function PasswordDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [missed, setMissed] = useState(false)
  const differs = next !== again ? 'This is not the same as the new password.' : undefined
  const change = async () => {
    if (!current) return atField('current', 'Enter your current password.')
    if (differs) {
      setMissed(true)
      return { error: 'The new password was not typed the same twice.' }
    }
    if (!next) return atField('password', 'Enter a new password.')
    return outcomeOf(await act('changeOwnPassword', { current, next }))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Change Password`}
      icon="key"
      lead="You stay signed in here; your other sessions end."
      onOk={change}
    >
      <TextField
        label="Current password"
        field="current"
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        autoFocus
      />
      <TextField
        label="New password"
        field="password"
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
      />
      <TextField
        label="New password again"
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={missed ? differs : undefined}
      />
    </Dialog>
  )
}
