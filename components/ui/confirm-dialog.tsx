'use client'
import { type ReactNode, useState } from 'react'
import { TextField } from '#components/ui/form/text-field.tsx'
import { Dialog } from './dialog.tsx'
import type { IconName } from './icon.tsx'
import type { Outcome } from './outcome.ts'

export interface ConfirmDialogProps {
  open: boolean
  onClose(): void
  title: string
  icon?: IconName
  /** A direct question that names the object: `Delete namespace "team-a" and everything in it?` */
  question: ReactNode
  /** What else will happen. */
  children?: ReactNode
  /** The verb of the question, never just OK. */
  confirmLabel: string
  danger?: boolean
  /** Must be typed first; ask for it only where data is lost. */
  typeName?: string
  onConfirm(): Outcome | Promise<Outcome>
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, icon, question, children, confirmLabel, danger, typeName, onConfirm } = props
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const close = () => {
    setTyped('')
    setWrong(false)
    onClose()
  }
  const confirm = () => {
    if (typeName !== undefined && typed.trim() !== typeName) {
      setWrong(true)
      return { error: `Nothing was changed: type ${typeName} to confirm.` }
    }
    return onConfirm()
  }
  return (
    <Dialog open={open} onClose={close} title={title} icon={icon} okLabel={confirmLabel} danger={danger} onOk={confirm}>
      <p className="mb-3 break-words text-body font-medium">{question}</p>
      {children && <div className="mb-4">{children}</div>}
      {typeName !== undefined && (
        <TextField
          label={`Type "${typeName}" to confirm`}
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setWrong(false)
          }}
          error={wrong ? 'This is not the name.' : undefined}
          autoFocus
        />
      )}
    </Dialog>
  )
}
