import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface KeyValue {
  label: string
  value: ReactNode
  /** Numbers stand right-aligned in one column width per digit. */
  numeric?: boolean
  /** Explains the label on hover. */
  hint?: string
}

/** Label and value per row; an empty value is shown as a dash, so that "none" differs from "not loaded". */
export function KeyValues({ rows, className }: { rows: KeyValue[]; className?: string }) {
  return (
    <dl className={classNames('grid grid-cols-[minmax(96px,2fr)_minmax(0,3fr)] text-grid', className)}>
      {rows.map((row) => (
        <div
          key={row.label}
          className="col-span-2 grid min-h-6 grid-cols-subgrid items-start border-b border-line-soft py-1 last:border-b-0"
        >
          <dt className="pr-3 text-fg-2" title={row.hint}>
            {row.label}
          </dt>
          <dd className={classNames('min-w-0 break-words', row.numeric && 'text-right tabular-nums')}>
            {row.value === null || row.value === undefined || row.value === '' ? (
              <span className="text-fg-muted">-</span>
            ) : (
              row.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
