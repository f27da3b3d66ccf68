'use client'
import { useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { CONTROL, Field, type FieldProps } from './field.tsx'

export interface NumberFieldProps extends FieldProps {
  /** null is an empty field: what that means (no limit, for example) is said by `help`. NaN is text that is no number, which the field says. */
  value: number | null
  onChange(value: number | null): void
  /** Shown behind the box: GHz, GiB, %. */
  unit?: string
  /** Offers several units; the value stays in whatever the caller keeps. */
  units?: { value: string; label: string }[]
  onUnitChange?(unit: string): void
  min?: number
  max?: number
  step?: number
  placeholder?: string
  autoFocus?: boolean
}

/** Reads a number as people type it: spaces are dropped, a comma is a decimal point; null when it is not a number. */
export function parseNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.')
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null
  return Number(plain)
}

// Text that is no number must not pass for an empty field: that may mean "no limit".
const read = (text: string): number | null => (text.trim() === '' ? null : (parseNumber(text) ?? Number.NaN))

/** A number with its unit. What is typed stays as typed; the caller gets the number, null when it is empty, NaN when it is no number. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, unit, units, onUnitChange, min, max, step, placeholder, name, label, autoFocus } = props
  const [draft, setDraft] = useState<string | null>(null)
  const shown =
    draft !== null && Object.is(read(draft), value)
      ? draft
      : value === null || Number.isNaN(value)
        ? (draft ?? '')
        : String(value)
  const error = props.error ?? (Number.isNaN(value) ? 'This is not a number. Enter one such as 4 or 0.5.' : undefined)
  return (
    <Field {...props} error={error}>
      {(attributes) => (
        <span className="flex items-center gap-2">
          <input
            {...attributes}
            name={name}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: only the first field of a dialog asks for it, where focus moves anyway
            autoFocus={autoFocus}
            value={shown}
            placeholder={placeholder}
            onChange={(event) => {
              setDraft(event.target.value)
              onChange(read(event.target.value))
            }}
            onKeyDown={(event) => {
              const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
              if (!direction) return
              event.preventDefault()
              const next = (value === null || Number.isNaN(value) ? (min ?? 0) : value) + direction * (step ?? 1)
              setDraft(null)
              onChange(Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(min ?? Number.NEGATIVE_INFINITY, next)))
            }}
            className={classNames(CONTROL, 'w-32 text-right tabular-nums')}
          />
          {units ? (
            <select
              aria-label={`Unit of ${label}`}
              value={unit}
              onChange={(event) => onUnitChange?.(event.target.value)}
              className={classNames(CONTROL, 'w-20')}
            >
              {units.map((each) => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </select>
          ) : (
            unit && <span className="text-grid text-fg-2">{unit}</span>
          )}
        </span>
      )}
    </Field>
  )
}
