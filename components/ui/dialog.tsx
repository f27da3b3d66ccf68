'use client'
import type { FormEvent, ReactNode } from 'react'
import { Button } from './button.tsx'
import { DialogFrame, type DialogSize } from './dialog-frame.tsx'
import { FormFailure } from './form/form-failure.tsx'
import type { IconName } from './icon.tsx'
import { type Outcome, useOutcome } from './outcome.ts'
import { Spinner } from './spinner.tsx'

export interface DialogProps {
  open: boolean
  /** Called for CANCEL, Escape, the cross, and after OK has succeeded. */
  onClose(): void
  title: string
  icon?: IconName
  size?: DialogSize
  /** One sentence below the title. */
  lead?: ReactNode
  children?: ReactNode
  okLabel?: string
  cancelLabel?: string
  /**
   * What OK does. Always pressable: validate here and answer `{ error }`, or `atField` for one field, to keep the dialog open.
   * Without it the dialog only shows something and has one button, CLOSE.
   */
  onOk?(): Outcome | Promise<Outcome>
  danger?: boolean
  /** An error from outside, in the banner above the content. */
  error?: string
  /** The content is still being fetched. */
  loading?: boolean
  /** Left side of the footer, for example SHOW API CALL. */
  footerStart?: ReactNode
}

/** A modal dialog for changing something (reading belongs in the page). Enter in a field presses OK. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, icon, size } = props
  return (
    <DialogFrame open={open} onClose={onClose} title={title} icon={icon} size={size}>
      <DialogBody {...props} />
    </DialogFrame>
  )
}

/** Mounted only while the dialog is open, so an old error never greets the next visit. */
function DialogBody({
  title,
  onClose,
  lead,
  children,
  okLabel = 'OK',
  cancelLabel = 'Cancel',
  onOk,
  danger,
  error: outer,
  loading,
  footerStart,
}: DialogProps) {
  const { busy, failure, run } = useOutcome(title)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation() // React sends a portal's events to the form around the dialog as well
    if (busy || loading || !onOk) return
    if (await run(onOk)) onClose()
  }
  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-2 text-body" aria-busy={loading || undefined}>
        <FormFailure failure={failure ?? (outer ? { error: outer } : undefined)}>
          {lead && <p className="mb-3 text-fg-2">{lead}</p>}
          {loading ? <Spinner label="Loading" /> : children}
        </FormFailure>
      </div>
      <footer className="flex items-center gap-2 px-6 pb-5 pt-3">
        {footerStart}
        <span className="flex-1" />
        <Button variant={onOk ? 'outline' : 'primary'} onClick={onClose}>
          {onOk ? cancelLabel : 'Close'}
        </Button>
        {onOk && (
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy}>
            {okLabel}
          </Button>
        )}
      </footer>
    </form>
  )
}
