'use client'
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from 'react'
import { clampSize, sizeForKey } from './split-size.ts'

export interface SplitDrag {
  direction: 'row' | 'column'
  sized: 'first' | 'second'
  size: number
  onSize(size: number): void
  min: number
  max: number
}

/** Moves a split's bar: `now` follows the pointer, the owner is told once at the end, and keys tell at once. */
export function useSplitDrag({ direction, sized, size, onSize, min, max }: SplitDrag, box: RefObject<HTMLElement | null>) {
  const [draft, setDraft] = useState<number | null>(null)
  const now = draft ?? size
  const room = () => (direction === 'row' ? box.current?.clientWidth : box.current?.clientHeight) ?? Number.POSITIVE_INFINITY
  const bounded = (wanted: number) => clampSize(wanted, min, max, room())
  const along = (event: { clientX: number; clientY: number }) => (direction === 'row' ? event.clientX : event.clientY)
  const press = (event: PointerEvent<HTMLElement>) => {
    const bar = event.currentTarget
    const start = along(event)
    const sizeAt = (move: globalThis.PointerEvent) => bounded(now + (along(move) - start) * (sized === 'first' ? 1 : -1))
    event.preventDefault()
    bar.setPointerCapture(event.pointerId)
    bar.onpointermove = (move) => setDraft(sizeAt(move))
    bar.onpointerup = (up) => onSize(sizeAt(up))
    bar.onlostpointercapture = () => {
      bar.onpointermove = bar.onpointerup = bar.onlostpointercapture = null
      setDraft(null)
    }
  }
  const key = (event: KeyboardEvent) => {
    const next = sizeForKey(event, direction, sized, now, min, max)
    if (next === null) return
    event.preventDefault()
    onSize(bounded(next))
  }
  return { now, bounded, press, key }
}
