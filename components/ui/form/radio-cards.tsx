'use client'
import { type ReactNode, useId } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { FieldNote, type FieldProps } from './field.tsx'
import { useFieldProblem } from './form-failure.tsx'

export interface RadioCard<Value extends string = string> {
  value: Value
  label: string
  /** What choosing it leads to; read aloud with the label. */
  consequence?: ReactNode
  disabledReason?: string
}

export interface RadioCardsProps<Value extends string = string> extends FieldProps {
  value: Value | undefined
  onChange(value: Value): void
  options: RadioCard<Value>[]
  /** Side by side instead of below each other. */
  columns?: 1 | 2 | 3
}

/** One of a few, each with its consequence beside it. */
export function RadioCards<Value extends string>({
  label,
  value,
  onChange,
  options,
  help,
  error: own,
  optional,
  field,
  name,
  columns = 1,
  className,
}: RadioCardsProps<Value>) {
  const id = useId()
  const told = useFieldProblem(field)
  const error = own ?? told
  const grid = columns === 1 ? 'grid-cols-1' : columns === 2 ? 'sm:grid-cols-2' : 'sm:grid-cols-3'
  return (
    <fieldset
      className={classNames('mb-4 min-w-0', className)}
      aria-describedby={`${id}-note`}
      aria-invalid={error ? true : undefined}
    >
      <legend className="mb-1 text-grid font-medium text-fg">
        {label}
        {optional && <span className="font-normal text-fg-muted"> Optional</span>}
      </legend>
      <div className={classNames('grid gap-2', grid)}>
        {options.map((option) => (
          <Card
            key={option.value}
            id={`${id}-${option.value}`}
            name={name ?? id}
            option={option}
            chosen={option.value === value}
            onChange={onChange}
          />
        ))}
      </div>
      <div className="mt-1">
        <FieldNote id={`${id}-note`} help={help} error={error} />
      </div>
    </fieldset>
  )
}

interface CardProps<Value extends string> {
  id: string
  name: string
  option: RadioCard<Value>
  chosen: boolean
  onChange(value: Value): void
}

function Card<Value extends string>({ id, name, option, chosen, onChange }: CardProps<Value>) {
  const note = option.disabledReason ?? option.consequence
  return (
    <label
      className={classNames(
        'flex gap-2 rounded border px-3 py-2 text-grid has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus',
        chosen ? 'border-action bg-selected text-on-selected' : 'border-line hover:bg-hover',
        option.disabledReason && 'text-fg-muted',
      )}
    >
      <input
        type="radio"
        name={name}
        value={option.value}
        checked={chosen}
        aria-disabled={option.disabledReason ? true : undefined}
        aria-describedby={note ? id : undefined}
        onChange={() => !option.disabledReason && onChange(option.value)}
        className="mt-0.5 size-4 shrink-0 accent-action focus-visible:outline-none"
      />
      <span className="min-w-0">
        <span className="block font-medium leading-5">{option.label}</span>
        {note && (
          <span id={id} className={classNames('block', chosen ? 'text-on-selected' : 'text-fg-2')}>
            {note}
          </span>
        )}
      </span>
    </label>
  )
}
