'use client'
import { useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { CONTROL, Field, type FieldProps } from './field.tsx'

export interface TextFieldProps extends FieldProps {
  value?: string
  /** Start value of an uncontrolled field (with `name`, for native forms). */
  defaultValue?: string
  onChange?(value: string): void
  type?: 'text' | 'password' | 'search' | 'email' | 'url'
  placeholder?: string
  autoComplete?: string
  autoFocus?: boolean
  readOnly?: boolean
  maxLength?: number
  /** Names, addresses and keys are easier to check in one width. */
  monospace?: boolean
}

/** One line of text, or a password with an eye that shows it. */
export function TextField(props: TextFieldProps) {
  const {
    value,
    defaultValue,
    onChange,
    type = 'text',
    placeholder,
    autoComplete = 'off',
    autoFocus,
    readOnly,
    maxLength,
    monospace,
    name,
  } = props
  const [revealed, setRevealed] = useState(false)
  return (
    <Field {...props}>
      {(attributes) => (
        <span className="relative flex">
          <input
            {...attributes}
            name={name}
            type={type === 'password' && revealed ? 'text' : type}
            value={value}
            defaultValue={defaultValue}
            onChange={(event) => onChange?.(event.target.value)}
            placeholder={placeholder}
            autoComplete={autoComplete}
            // biome-ignore lint/a11y/noAutofocus: only the first field of a dialog asks for it, where focus moves anyway
            autoFocus={autoFocus}
            readOnly={readOnly}
            maxLength={maxLength}
            spellCheck={false}
            className={classNames(CONTROL, 'w-full', monospace && 'font-mono', type === 'password' && 'pr-8')}
          />
          {type === 'password' && (
            <IconButton
              icon="eye"
              label={revealed ? 'Hide what is typed' : 'Show what is typed'}
              pressed={revealed}
              onClick={() => setRevealed(!revealed)}
              className="absolute right-1 top-1/2 -translate-y-1/2"
            />
          )}
        </span>
      )}
    </Field>
  )
}
