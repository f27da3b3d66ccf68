'use client'
import { useSyncExternalStore } from 'react'
import { relativeAge } from '#components/ui/relative-age.ts'

const EVERY_MS = 5000
const listeners = new Set<() => void>()
let now = 0
let timer: ReturnType<typeof setInterval> | undefined

const tick = () => {
  now = Date.now()
  for (const listener of listeners) listener()
}

// One clock for all ages of a page, so that two of them never contradict each other.
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  timer ??= setInterval(tick, EVERY_MS)
  queueMicrotask(() => Date.now() - now > 1000 && tick())
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A time as its age, the exact one on hover. The server prints the exact one: it can't know when it is read. */
export function TimeAgo({ at }: { at: string | undefined }) {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  )
  if (!at) return <span className="text-fg-muted">-</span>
  const exact = at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')
  const age = current === 0 ? undefined : relativeAge(Date.parse(at), current)
  return (
    <time dateTime={at} title={exact} className="truncate tabular-nums">
      {age === undefined ? exact : age === 'now' ? 'just now' : `${age} ago`}
    </time>
  )
}
