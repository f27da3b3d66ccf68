'use client'
import { useSyncExternalStore } from 'react'

const watch = (changed: () => void) => {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density', 'style', 'class'] })
  return () => observer.disconnect()
}

/** A pixel length from the theme, such as `--row`; it follows the density switch. `fallback` is used on the server. */
export function useCssLength(name: string, fallback: number): number {
  const read = () => Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) || fallback
  return useSyncExternalStore(watch, read, () => fallback)
}
