'use client'
import { type MouseEvent, useId, useRef } from 'react'
import { TreeItem } from './tree-item.tsx'
import type { FlatNode, TreeNode } from './tree-node.ts'
import { useTreeKeys } from './use-tree-keys.ts'
import { useTreeRows } from './use-tree-rows.ts'

export interface TreeBodyProps {
  label: string
  flat: FlatNode[]
  selected: string | null
  onToggle(ids: string[], open: boolean): void
  onSelect(node: TreeNode): void
}

/** The scrolling part of a tree. It has the focus itself and names the active node, so a node may be scrolled away without losing it. */
export function TreeBody({ label, flat, selected, onToggle, onSelect }: TreeBodyProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { items, height, page, selectedAt, active, setActiveId, moveTo } = useTreeRows(scroller, flat, selected)
  const onKeyDown = useTreeKeys({ flat, active, page, onToggle, onSelect }, moveTo, scroller)
  const press = (event: MouseEvent) => {
    const pressed = nodeAt(event, flat)
    if (!pressed) return
    // The pressed link would take the focus, and the arrows after it would move something that is not marked.
    scroller.current?.focus({ preventScroll: true })
    setActiveId(pressed.node.id)
    if (!pressed.node.href) onSelect(pressed.node)
  }
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onClick={press}
      onMouseDown={(event) => event.detail > 1 && event.preventDefault()}
      onDoubleClick={(event) => {
        const pressed = nodeAt(event, flat)
        if (pressed?.expandable) onToggle([pressed.node.id], !pressed.expanded)
      }}
      className="h-full overflow-auto -outline-offset-2"
    >
      <div role="none" className="relative" style={{ height }}>
        {items.map((item) => {
          const each = flat[item.index]
          if (!each) return null
          const place = { top: item.start, selected: item.index === selectedAt, active: item.index === active }
          return <TreeItem key={each.node.id} id={`${id}-${item.index}`} flat={each} {...place} onToggle={onToggle} />
        })}
      </div>
    </div>
  )
}

function nodeAt(event: MouseEvent, flat: FlatNode[]): FlatNode | undefined {
  const id = event.target instanceof Element ? event.target.closest('[data-node]')?.getAttribute('data-node') : undefined
  return flat.find((each) => each.node.id === id)
}
