'use client'
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = 0

/** One interval for the whole page: a grid of eighty ages must not keep eighty timers. */
function watch(changed: () => void): () => void {
  listeners.add(changed)
  if (timer === undefined) {
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const listener of listeners) listener()
    }, 1000)
  }
  return () => {
    listeners.delete(changed)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    now = 0
  }
}

/** The time in epoch milliseconds, once per second; 0 on the server and until the page is alive, because two clocks never agree. */
export function useNow(): number {
  return useSyncExternalStore(
    watch,
    () => now,
    () => 0,
  )
}
