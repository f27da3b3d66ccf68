'use client'
import { type ReactNode, useId } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { useFieldProblem } from './form-failure.tsx'

/** What every form field has. Required is the rule and is not marked; `optional` is. */
export interface FieldProps {
  label: string
  /** One sentence below the control: what it means, which values are allowed. */
  help?: ReactNode
  /** What is wrong and what is allowed; replaces the help. */
  error?: string
  optional?: boolean
  /** The field's path in what the form sends, such as `limits.cpuMhz`: a refusal of it is shown here. */
  field?: string
  /** For native forms and server actions. */
  name?: string
  className?: string
}

/** The attributes that tie a control to its label, help and error. */
export interface ControlAttributes {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/** The look of every box one can type in. */
export const TEXT_BOX =
  'min-h-6 min-w-0 rounded-sm border border-line-input bg-surface px-2 text-grid text-fg [&[readonly]]:bg-surface-tint aria-invalid:border-danger'

/** The same, one line high. */
export const CONTROL = `${TEXT_BOX} h-control`

/** Label, control, and help or error, tied together for screen readers. `children` draws the control with the given attributes. */
export function Field({
  label,
  help,
  error: own,
  optional,
  field,
  className,
  children,
}: FieldProps & { children(attributes: ControlAttributes): ReactNode }) {
  const id = useId()
  const told = useFieldProblem(field)
  const error = own ?? told
  const note = `${id}-note`
  const attributes: ControlAttributes = { id }
  if (error || help) attributes['aria-describedby'] = note
  if (error) attributes['aria-invalid'] = true
  return (
    <div className={classNames('mb-4 flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-grid font-medium text-fg">
        {label}
        {optional && <span className="font-normal text-fg-muted"> Optional</span>}
      </label>
      {children(attributes)}
      <FieldNote id={note} help={help} error={error} />
    </div>
  )
}

/** The line below a control: the error when there is one, else the help. */
export function FieldNote({ id, help, error }: { id: string; help?: ReactNode; error?: string }) {
  if (error)
    return (
      <p id={id} role="alert" className="flex items-start gap-1 text-caption text-danger-fg">
        <Icon name="error-circle" size={14} className="mt-px" />
        {error}
      </p>
    )
  return help ? (
    <p id={id} className="text-caption text-fg-2">
      {help}
    </p>
  ) : null
}
