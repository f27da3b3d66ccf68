'use client'
import { NumberField } from '#components/ui/form/number-field.tsx'
import { mhzText, mibText } from '#domain/amounts.ts'
import type { NamespaceLimits, NamespaceView } from '#domain/vsphere/namespace.ts'

const ROWS = [
  { key: 'cpuMhz', label: 'CPU', unit: 'GHz', per: 1000, text: mhzText },
  { key: 'memoryMiB', label: 'Memory', unit: 'GiB', per: 1024, text: mibText },
  { key: 'storageMiB', label: 'Storage', unit: 'GiB', per: 1024, text: mibText },
] as const

export interface LimitFieldsProps {
  value: NamespaceLimits
  onChange(value: NamespaceLimits): void
  /** Shown below the fields: what is requested now. */
  usage?: NamespaceView['usage']
}

/** The three limits of a namespace; an empty field is no limit, and says so. */
export function LimitFields({ value, onChange, usage }: LimitFieldsProps) {
  return ROWS.map(({ key, label, unit, per, text }) => {
    const limit = value[key]
    const used = usage?.[key]
    const below = limit !== null && used !== undefined && limit < used
    return (
      <NumberField
        key={key}
        field={`limits.${key}`}
        label={label}
        unit={unit}
        min={0}
        placeholder="No limit"
        value={limit === null ? null : Math.round((limit / per) * 1000) / 1000}
        onChange={(amount) => onChange({ ...value, [key]: amount === null ? null : Math.round(amount * per) })}
        help={
          used === undefined
            ? 'Empty means no limit.'
            : `${text(used)} requested now.${below ? ' The limit is lower: what runs stays, nothing new is admitted.' : ' Empty means no limit.'}`
        }
      />
    )
  })
}

/** A limit in words. */
export const limitText = (limit: number | null, text: (value: number) => string): string =>
  limit === null ? 'No limit' : text(limit)

/** The limits as rows of a card or a Review page. */
export const limitRows = (limits: NamespaceLimits): { label: string; value: string }[] =>
  ROWS.map(({ key, label, text }) => ({ label, value: limitText(limits[key], text) }))
