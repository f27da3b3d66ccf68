'use client'
import { classNames } from './class-names.ts'
import { relativeAge } from './relative-age.ts'
import { useNow } from './use-now.ts'

export interface LiveDotProps {
  state: 'live' | 'reconnecting' | 'paused'
  /** Epoch milliseconds of the last news; without it only the state is named. */
  updatedAt?: number
  /** Makes it a button that pauses and resumes. */
  onToggle?(): void
  className?: string
}

const LOOKS = {
  live: { word: 'Live', dot: 'bg-success border-success' },
  reconnecting: { word: 'Reconnecting', dot: 'bg-warning border-warning-fg' },
  paused: { word: 'Paused', dot: 'bg-transparent border-neutral' },
}

/** "Live · 2 s ago": whether what is shown follows the system. Losing the connection is announced at once, the ticking age never. */
export function LiveDot({ state, updatedAt, onToggle, className }: LiveDotProps) {
  const now = useNow()
  const { word, dot } = LOOKS[state]
  const age = updatedAt !== undefined && now !== 0 ? relativeAge(updatedAt, now) : undefined
  const face = (
    <>
      <span aria-hidden="true" className={classNames('ui-keep-colour size-2 rounded-pill border', dot)} />
      <span role="status" aria-live={state === 'reconnecting' ? 'assertive' : 'polite'}>
        {word}
      </span>
      {age && (
        <span aria-hidden="true" className="tabular-nums text-fg-muted">
          {age === 'now' ? '· now' : `· ${age} ago`}
        </span>
      )}
    </>
  )
  const look = classNames('inline-flex min-h-6 items-center gap-1.5 whitespace-nowrap text-caption text-fg-2', className)
  if (!onToggle) return <span className={look}>{face}</span>
  return (
    <button
      type="button"
      onClick={onToggle}
      title={state === 'paused' ? 'Follow again' : 'Pause updates'}
      className={classNames(look, 'rounded px-1 hover:bg-hover')}
    >
      {face}
    </button>
  )
}
