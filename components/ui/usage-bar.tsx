import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface UsageBarProps {
  /** What is measured: CPU, Memory, a storage policy. */
  label: string
  used: number
  /** null means that no limit is set. */
  capacity: number | null
  /** Turns both numbers into text with their unit. */
  format(value: number): string
  /** The word for the right-hand number: Capacity for hardware, Limit for a quota. */
  capacityLabel?: string
  /** Promised but not used, drawn behind `used` in a lighter tone. */
  reserved?: number
  /** Shares of the capacity from which the bar turns yellow and red. */
  warnAt?: number
  alertAt?: number
  action?: ReactNode
  className?: string
}

/** The tone of a bar: a share at or above a threshold takes that threshold's tone. */
export function usageTone(used: number, capacity: number | null, warnAt = 0.8, alertAt = 0.95): 'normal' | 'warning' | 'alert' {
  if (capacity === null) return 'normal'
  if (capacity <= 0) return used > 0 ? 'alert' : 'normal'
  const share = used / capacity
  return share >= alertAt ? 'alert' : share >= warnAt ? 'warning' : 'normal'
}

const FILL = { normal: 'bg-action', warning: 'bg-warning', alert: 'bg-danger' }

/** `Used 48.2 GHz | Capacity 120 GHz`, the bar, and what is free at the right. */
export function UsageBar(props: UsageBarProps) {
  const { label, used, capacity, format, capacityLabel = 'Capacity', reserved, warnAt, alertAt, action, className } = props
  const tone = usageTone(used, capacity, warnAt, alertAt)
  const share = (value: number) => (capacity ? Math.min(100, Math.max(0, (value / capacity) * 100)) : 0)
  const free = capacity === null ? null : capacity - used
  const freeText = free === null ? 'No limit' : free >= 0 ? `${format(free)} free` : `${format(-free)} over`
  return (
    <div className={classNames('mb-3 last:mb-0', className)}>
      <div className="flex items-baseline gap-2 text-grid">
        <span className="font-medium">{label}</span>
        <span
          className={classNames(
            'ml-auto tabular-nums',
            tone === 'alert' ? 'text-danger-fg' : tone === 'warning' ? 'text-warning-fg' : 'text-fg-2',
          )}
        >
          {freeText}
        </span>
        {action}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot show what is reserved and is drawn differently by every browser */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={capacity ?? Math.max(used, 1)}
        aria-valuenow={capacity === null ? used : Math.min(used, capacity)}
        aria-valuetext={`Used ${format(used)}, ${capacity === null ? 'no limit' : `${capacityLabel} ${format(capacity)}`}`}
        className="ui-keep-colour relative my-1 h-2 overflow-hidden border border-viz-free-line bg-viz-free"
      >
        {reserved !== undefined && (
          <span className="absolute inset-y-0 left-0 bg-viz-free-line" style={{ width: `${share(reserved)}%` }} />
        )}
        <span className={classNames('absolute inset-y-0 left-0', FILL[tone])} style={{ width: `${share(used)}%` }} />
      </div>
      <div className="text-caption tabular-nums text-fg-2">
        Used {format(used)}
        {reserved !== undefined && <> | Reserved {format(reserved)}</>}
        {capacity !== null && (
          <>
            {' '}
            | {capacityLabel} {format(capacity)}
          </>
        )}
      </div>
    </div>
  )
}
