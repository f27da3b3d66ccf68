'use client'
import { relativeAge } from './relative-age.ts'
import { useNow } from './use-now.ts'

/** Epoch milliseconds, an ISO 8601 text, or a Date. */
export type Instant = number | string | Date

export interface AgeProps {
  at: Instant | null | undefined
  /** Says "… ago" instead of the bare duration. */
  ago?: boolean
  className?: string
}

// Making a formatter costs far more than using it; a scrolling grid would feel it.
const formatters = new Map<string | undefined, Intl.DateTimeFormat>()

/** `2026-11-23 08:12:03` in the given time zone (the visitor's when missing): the form that sorts and that no country reads backwards. */
export function absoluteTime(at: Instant, timeZone?: string): string {
  const formatter =
    formatters.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  formatters.set(timeZone, formatter)
  return formatter.format(new Date(at))
}

/** How long ago something happened, ticking; the exact time is on hover. A missing time is a dash. */
export function Age({ at, ago, className }: AgeProps) {
  const now = useNow()
  if (at === null || at === undefined || at === '') return <span className="text-fg-muted">-</span>
  const instant = new Date(at)
  const iso = instant.toISOString()
  // Until the page is alive the server's text stands there, in UTC, so that both sides draw the same.
  const text = now === 0 ? `${iso.slice(0, 19).replace('T', ' ')} UTC` : relativeAge(instant.getTime(), now)
  return (
    <time dateTime={iso} title={now === 0 ? undefined : absoluteTime(instant)} className={className}>
      {now !== 0 && ago && text !== 'now' ? `${text} ago` : text}
    </time>
  )
}
