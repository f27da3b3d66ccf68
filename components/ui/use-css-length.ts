'use client'
import { useSyncExternalStore } from 'react'

// Reading a computed style makes the browser lay out the page, and React asks for a snapshot on every render: so it is kept.
const known = new Map<string, number>()

const watch = (changed: () => void) => {
  const observer = new MutationObserver(() => {
    known.clear()
    changed()
  })
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density', 'style', 'class'] })
  return () => {
    observer.disconnect()
    known.clear()
  }
}

/** A pixel length from the theme, such as `--row`; it follows the density switch. `fallback` is used on the server. */
export function useCssLength(name: string, fallback: number): number {
  const read = () => {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const length = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) || fallback
    known.set(name, length)
    return length
  }
  return useSyncExternalStore(watch, read, () => fallback)
}
