import { classNames } from './class-names.ts'

export interface SparklineProps {
  /** Oldest first; null is a gap (no sample), which is drawn as one. */
  values: (number | null)[]
  /** What it shows, with its latest value, for screen readers. */
  label: string
  width?: number
  height?: number
  /** The value at the top; the largest value when missing. A fixed one makes several lines comparable. */
  max?: number
  className?: string
}

/** The `d` of the line through the values in a box of the given pixels. A lone value between gaps becomes a dot. */
export function sparklinePath(values: (number | null)[], width: number, height: number, max: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const round = (value: number) => Math.round(value * 100) / 100
  let open = false
  const parts: string[] = []
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      open = false
      return
    }
    const y = height - (max > 0 ? Math.min(1, Math.max(0, value / max)) : 0) * height
    parts.push(`${open ? 'L' : 'M'}${round(index * step)} ${round(y)}`)
    if (!open && (values[index + 1] ?? null) === null) parts.push('h0.01')
    open = true
  })
  return parts.join('')
}

/** A small line of recent values for cells and cards. */
export function Sparkline({ values, label, width = 96, height = 20, max, className }: SparklineProps) {
  const top = max ?? Math.max(0, ...values.filter((value) => value !== null))
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      className={classNames('ui-keep-colour inline-block shrink-0 overflow-visible', className)}
    >
      <path d={`M0 ${height}H${width}`} stroke="var(--line)" strokeWidth="1" fill="none" />
      <path
        d={sparklinePath(values, width, height, top)}
        stroke="var(--viz-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  )
}
