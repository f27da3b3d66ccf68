'use client'
import { useEffect, useRef } from 'react'
import { keepExisting, type Selection } from './selection.ts'

/** A selected object that is gone leaves the selection, so that the next action cannot hit what nobody sees. */
export function useDropGone(
  selection: Selection | undefined,
  gone: ReadonlySet<string>,
  tell: ((next: Selection) => void) | undefined,
) {
  const last = useRef(tell)
  useEffect(() => {
    last.current = tell
  })
  useEffect(() => {
    if (!selection || gone.size === 0) return
    const next = keepExisting(selection, gone)
    if (next !== selection) last.current?.(next)
  }, [selection, gone])
}
