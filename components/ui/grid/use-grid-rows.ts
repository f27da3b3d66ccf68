'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { useCssLength } from '#components/ui/use-css-length.ts'
import { virtualRange } from '#components/ui/virtual-range.ts'

/** Pixels of the sticky header row, which scrolls with the rows sideways but lies over them. */
export const HEADER_HEIGHT = 32

export interface GridRowsOptions {
  scroller: RefObject<HTMLDivElement | null>
  keys: string[]
  /** Index of the row with the keyboard's focus; it stays drawn wherever one scrolls. */
  active: number
  view: string
  onNewView(): void
  onNearEnd?(): void
}

/** Which rows to draw and where. Another view starts at the top; news of the same view never scrolls. */
export function useGridRows({ scroller, keys, active, view, onNewView, onNearEnd }: GridRowsOptions) {
  const rowHeight = useCssLength('--row', 24) + 1
  // A new function would make the virtualizer measure the whole list again on every render.
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys])
  const virtual = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: 8,
    rangeExtractor: (range) => virtualRange(range, active),
    initialRect: { width: 1200, height: 800 },
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density switch changes every row's height at once
  useEffect(() => virtual.measure(), [rowHeight])

  const shown = useRef(view)
  useEffect(() => {
    if (shown.current === view) return
    shown.current = view
    onNewView()
    virtual.scrollToOffset(0)
  })
  const lastSeen = virtual.range?.endIndex ?? -1
  useEffect(() => {
    if (lastSeen >= keys.length - 20) onNearEnd?.()
  }, [lastSeen, keys.length, onNearEnd])

  const page = Math.max(1, Math.floor(((virtual.scrollRect?.height ?? 400) - HEADER_HEIGHT) / rowHeight) - 1)
  return {
    items: virtual.getVirtualItems(),
    height: virtual.getTotalSize(),
    rowHeight,
    page,
    scrollTo: (index: number) => virtual.scrollToIndex(index),
  }
}
