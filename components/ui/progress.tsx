import { classNames } from './class-names.ts'

export interface ProgressProps {
  /** 0 to 100; null when the work cannot say how far it is. */
  percent: number | null
  /** What is being done, for screen readers. */
  label: string
  className?: string
}

/** A small bar with its number, for the Status cell of a running task. Work without a number shows a moving bar. */
export function Progress({ percent, label, className }: ProgressProps) {
  const shown = percent === null ? null : Math.round(Math.min(100, Math.max(0, percent)))
  return (
    <span className={classNames('flex min-w-0 items-center gap-2', className)}>
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown ?? undefined}
        className="ui-keep-colour relative h-2 w-20 shrink overflow-hidden border border-viz-free-line bg-viz-free"
      >
        <span
          className={classNames('absolute inset-y-0 left-0 bg-action', shown === null && 'ui-sweep w-1/3')}
          style={shown === null ? undefined : { width: `${shown}%` }}
        />
      </span>
      {shown !== null && <span className="tabular-nums">{shown} %</span>}
    </span>
  )
}
