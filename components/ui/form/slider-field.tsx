'use client'
import { classNames } from '#components/ui/class-names.ts'
import { CONTROL, Field, type FieldProps } from './field.tsx'
import { parseNumber } from './number-field.tsx'

export interface SliderFieldProps extends FieldProps {
  value: number
  onChange(value: number): void
  min: number
  max: number
  step?: number
  unit?: string
  /** Marks on the line, for example what is used now. */
  marks?: { value: number; label: string }[]
}

/** A slider and a number box that show the same value; the box takes what the slider's steps cannot. */
export function SliderField(props: SliderFieldProps) {
  const { value, onChange, min, max, step = 1, unit, marks = [], name, label } = props
  const share = (at: number) => `${Math.min(100, Math.max(0, ((at - min) / (max - min || 1)) * 100))}%`
  return (
    <Field {...props}>
      {(attributes) => (
        <span className="flex items-start gap-3">
          <span className="flex min-w-0 flex-1 flex-col pt-1.5">
            <input
              type="range"
              aria-label={label}
              aria-valuetext={unit ? `${value} ${unit}` : undefined}
              min={min}
              max={max}
              step={step}
              value={value}
              onChange={(event) => onChange(Number(event.target.value))}
              className="w-full accent-action"
            />
            {marks.length > 0 && (
              <span className="relative mx-2 block h-4 text-caption text-fg-2">
                {marks.map((mark) => (
                  <span
                    key={mark.label}
                    className="absolute -translate-x-1/2 whitespace-nowrap"
                    style={{ left: share(mark.value) }}
                  >
                    {mark.label}
                  </span>
                ))}
              </span>
            )}
          </span>
          <input
            {...attributes}
            name={name}
            type="text"
            inputMode="decimal"
            value={value}
            onChange={(event) => {
              const typed = parseNumber(event.target.value)
              if (typed !== null) onChange(Math.min(max, Math.max(min, typed)))
            }}
            className={classNames(CONTROL, 'w-24 text-right tabular-nums')}
          />
          {unit && <span className="pt-1.5 text-grid text-fg-2">{unit}</span>}
        </span>
      )}
    </Field>
  )
}
