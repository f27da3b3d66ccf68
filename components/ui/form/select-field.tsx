'use client'
import { classNames } from '#components/ui/class-names.ts'
import { CONTROL, Field, type FieldProps } from './field.tsx'

export interface SelectOption {
  value: string
  label: string
  /** Why it cannot be chosen; it is shown behind the label. */
  disabledReason?: string
  /** Options of one group stand together under its name. */
  group?: string
}

export interface SelectFieldProps extends FieldProps {
  value?: string
  defaultValue?: string
  onChange?(value: string): void
  options: SelectOption[]
  /** Shown while nothing is chosen. */
  placeholder?: string
  autoFocus?: boolean
}

/** One of many, with the browser's own list: it is fast with the keyboard and works on a phone. */
export function SelectField(props: SelectFieldProps) {
  const { value, defaultValue, onChange, options, placeholder, name, autoFocus } = props
  const groups = [...new Set(options.map((option) => option.group))]
  return (
    <Field {...props}>
      {(attributes) => (
        <select
          {...attributes}
          name={name}
          value={value}
          defaultValue={value === undefined ? (defaultValue ?? (placeholder ? '' : undefined)) : undefined}
          // biome-ignore lint/a11y/noAutofocus: only the first field of a dialog asks for it, where focus moves anyway
          autoFocus={autoFocus}
          onChange={(event) => onChange?.(event.target.value)}
          className={classNames(CONTROL, 'w-full pr-6')}
        >
          {placeholder && (
            <option value="" disabled>
              {placeholder}
            </option>
          )}
          {groups.map((group) => {
            const drawn = options
              .filter((option) => option.group === group)
              .map((option) => (
                <option key={option.value} value={option.value} disabled={!!option.disabledReason}>
                  {option.disabledReason ? `${option.label} (${option.disabledReason})` : option.label}
                </option>
              ))
            return group ? (
              <optgroup key={group} label={group}>
                {drawn}
              </optgroup>
            ) : (
              drawn
            )
          })}
        </select>
      )}
    </Field>
  )
}
