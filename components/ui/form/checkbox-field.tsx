'use client'
import { type ReactNode, useId } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { FieldNote } from './field.tsx'
import { useFieldProblem } from './form-failure.tsx'

export interface CheckboxFieldProps {
  label: ReactNode
  checked?: boolean
  defaultChecked?: boolean
  onChange?(checked: boolean): void
  help?: ReactNode
  error?: string
  /** The field's path in what the form sends: a refusal of it is shown here. */
  field?: string
  /** Why it cannot be changed now. */
  disabledReason?: string
  name?: string
  value?: string
  className?: string
}

/** One yes or no. */
export function CheckboxField({
  label,
  checked,
  defaultChecked,
  onChange,
  help,
  error: own,
  field,
  disabledReason,
  name,
  value,
  className,
}: CheckboxFieldProps) {
  const id = useId()
  const told = useFieldProblem(field)
  const error = own ?? told
  return (
    <div className={classNames('mb-2 flex flex-col', className)}>
      <label className={classNames('flex min-h-6 items-start gap-2 text-grid leading-6', disabledReason && 'text-fg-muted')}>
        <input
          type="checkbox"
          name={name}
          value={value}
          checked={checked}
          defaultChecked={defaultChecked}
          aria-disabled={disabledReason ? true : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => !disabledReason && onChange?.(event.target.checked)}
          className="mt-1 size-4 shrink-0 accent-action"
        />
        <span className="min-w-0 break-words">{label}</span>
      </label>
      <div className="pl-6">
        <FieldNote id={`${id}-note`} help={disabledReason ?? help} error={error} />
      </div>
    </div>
  )
}
