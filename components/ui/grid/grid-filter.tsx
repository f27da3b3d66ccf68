'use client'
import { useId, useState } from 'react'
import { CheckboxField } from '#components/ui/form/checkbox-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { ColumnFilter } from './column.ts'

export interface GridFilterProps {
  header: string
  filter: ColumnFilter
  values: string[]
  onChange(values: string[]): void
}

/** The funnel in a column header: a text to search for, or the values to keep. It is lit while it narrows the list. */
export function GridFilter({ header, filter, values, onChange }: GridFilterProps) {
  const active = values.length > 0
  return (
    <Popover
      label={`Filter ${header}`}
      align="end"
      trigger={
        <IconButton
          icon="filter"
          size={12}
          label={active ? `Filter ${header}, active` : `Filter ${header}`}
          className={active ? 'bg-selected text-link' : ''}
        />
      }
    >
      {filter.kind === 'text' ? (
        <TextFilter header={header} value={values[0] ?? ''} onChange={(text) => onChange(text ? [text] : [])} />
      ) : filter.kind === 'one' ? (
        <OneOf header={header} options={filter.options} value={values[0]} onChange={(value) => onChange([value])} />
      ) : (
        filter.options.map((option) => (
          <CheckboxField
            key={option.value}
            label={option.label}
            checked={values.includes(option.value)}
            onChange={(on) => onChange(on ? [...values, option.value] : values.filter((each) => each !== option.value))}
          />
        ))
      )}
      <TextAction disabledReason={active ? undefined : 'No filter is set'} onClick={() => onChange([])} className="-ml-1.5">
        Clear
      </TextAction>
    </Popover>
  )
}

function OneOf({
  header,
  options,
  value,
  onChange,
}: {
  header: string
  options: { value: string; label: string }[]
  value: string | undefined
  onChange(value: string): void
}) {
  const name = useId()
  return (
    <fieldset className="mb-2">
      <legend className="sr-only">{header}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-6 items-center gap-2 text-grid">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 accent-action"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

/** Applied with Enter or by leaving the box: one request per search, not one per letter. */
function TextFilter({ header, value, onChange }: { header: string; value: string; onChange(text: string): void }) {
  const [draft, setDraft] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    setDraft(value)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onChange(draft.trim())
      }}
      onBlur={() => draft.trim() !== value && onChange(draft.trim())}
    >
      <TextField label={`${header} contains`} value={draft} onChange={setDraft} autoFocus className="mb-2!" />
    </form>
  )
}
