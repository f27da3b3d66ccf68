'use client'
import { classNames } from '#components/ui/class-names.ts'
import { Field, type FieldProps, TEXT_BOX } from './field.tsx'

export interface TextAreaFieldProps extends FieldProps {
  value?: string
  defaultValue?: string
  onChange?(value: string): void
  rows?: number
  placeholder?: string
  /** YAML, certificates and keys. */
  monospace?: boolean
  autoFocus?: boolean
}

/** Several lines of text. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { value, defaultValue, onChange, rows = 4, placeholder, monospace, name, autoFocus } = props
  return (
    <Field {...props}>
      {(attributes) => (
        <textarea
          {...attributes}
          name={name}
          rows={rows}
          value={value}
          defaultValue={defaultValue}
          placeholder={placeholder}
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: only the first field of a dialog asks for it, where focus moves anyway
          autoFocus={autoFocus}
          onChange={(event) => onChange?.(event.target.value)}
          className={classNames(TEXT_BOX, 'resize-y py-1', monospace && 'font-mono')}
        />
      )}
    </Field>
  )
}
