'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useCssLength } from '#components/ui/use-css-length.ts'
import { virtualRange } from '#components/ui/virtual-range.ts'
import type { FlatNode } from './tree-node.ts'

/** Which nodes to draw and where, which is the page's (`selectedAt`) and which the keyboard's (`active`); -1 for none. */
export function useTreeRows(scroller: RefObject<HTMLDivElement | null>, flat: FlatNode[], selected: string | null) {
  const [activeId, setActiveId] = useState<string | null>(null)
  const rowHeight = useCssLength('--tree-row', 24)
  const indexOf = (id: string | null) => (id === null ? -1 : flat.findIndex((each) => each.node.id === id))
  const selectedAt = indexOf(selected)
  const wanted = indexOf(activeId)
  const active = wanted >= 0 ? wanted : selectedAt
  // A new function would make the virtualizer measure the whole list again on every render.
  const getItemKey = useCallback((index: number) => flat[index]?.node.id ?? index, [flat])
  const virtual = useVirtualizer({
    count: flat.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: 12,
    rangeExtractor: (range) => virtualRange(range, active),
    initialRect: { width: 320, height: 900 },
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density switch changes every row's height at once
  useEffect(() => virtual.measure(), [rowHeight])
  // A page opened from elsewhere brings its node into sight, once per page: live changes of the tree must not move it.
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (selectedAt < 0 || shown.current === selected) return
    shown.current = selected
    setActiveId(selected)
    virtual.scrollToIndex(selectedAt, { align: 'auto' })
  }, [selected, selectedAt, virtual])
  const moveTo = (index: number) => {
    setActiveId(flat[index]?.node.id ?? null)
    virtual.scrollToIndex(index, { align: 'auto' })
  }
  const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? 400) / rowHeight) - 1)
  return { items: virtual.getVirtualItems(), height: virtual.getTotalSize(), page, selectedAt, active, setActiveId, moveTo }
}
