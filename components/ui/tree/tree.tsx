'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { ContextMenu, openContextMenu } from '#components/ui/context-menu.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { useCssLength } from '#components/ui/use-css-length.ts'
import { virtualRange } from '#components/ui/virtual-range.ts'
import { filterTree, flattenTree } from './flatten-tree.ts'
import { TreeItem } from './tree-item.tsx'
import { findTyped, treeCommand } from './tree-keys.ts'
import type { FlatNode, TreeNode } from './tree-node.ts'

export type { TreeNode } from './tree-node.ts'

export interface TreeProps {
  label: string
  nodes: TreeNode[]
  /** Ids of open nodes; the owner remembers them. */
  expanded: ReadonlySet<string>
  onToggle(ids: string[], open: boolean): void
  /** The node of the present page. */
  selected: string | null
  /** Called for Enter, Space or a press on a node; nodes with an href are links and go there by themselves when pressed with the mouse. */
  onSelect(node: TreeNode): void
  /** The same entries as the object's ACTIONS menu; empty for none. */
  menu?(node: TreeNode): MenuItem[]
  /** Shows a filter box under this name. It searches the loaded nodes. */
  filterLabel?: string
  className?: string
}

/** The navigator: a virtual ARIA tree. Selection is the page one is on; the active node (keyboard) may be another until Enter. */
export function Tree({ label, nodes, expanded, onToggle, selected, onSelect, menu, filterLabel, className }: TreeProps) {
  const [query, setQuery] = useState('')
  const filtered = useMemo(() => filterTree(nodes, query), [nodes, query])
  const open = useMemo(() => new Set([...expanded, ...filtered.open]), [expanded, filtered])
  const flat = useMemo(() => flattenTree(filtered.nodes, open), [filtered, open])
  const itemsFor = (target: Element): MenuItem[] => {
    const id = target.closest('[data-node]')?.getAttribute('data-node')
    const found = flat.find((each) => each.node.id === id)
    return found && menu ? menu(found.node) : []
  }
  return (
    <div className={classNames('flex h-full min-h-0 flex-col', className)}>
      {filterLabel && <SearchBox label={filterLabel} value={query} onChange={setQuery} delay={100} className="m-2" />}
      <ContextMenu itemsFor={itemsFor}>
        <div className="min-h-0 flex-1">
          <TreeBody label={label} flat={flat} selected={selected} onToggle={onToggle} onSelect={onSelect} />
        </div>
      </ContextMenu>
      {flat.length === 0 && (
        <p role="status" className="p-4 text-grid text-fg-2">
          {query ? `No loaded object matches "${query}".` : 'There is nothing here yet.'}
        </p>
      )}
    </div>
  )
}

interface TreeBodyProps {
  label: string
  flat: FlatNode[]
  selected: string | null
  onToggle(ids: string[], open: boolean): void
  onSelect(node: TreeNode): void
}

function TreeBody({ label, flat, selected, onToggle, onSelect }: TreeBodyProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const rowHeight = useCssLength('--tree-row', 24)
  const selectedAt = flat.findIndex((each) => each.node.id === selected)
  const wanted = activeId === null ? -1 : flat.findIndex((each) => each.node.id === activeId)
  const active = wanted >= 0 ? wanted : selectedAt
  const virtual = useVirtualizer({
    count: flat.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => flat[index]?.node.id ?? index,
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

  const onKeyDown = useTreeKeys(
    { flat, active, page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1), onToggle, onSelect },
    (index) => {
      setActiveId(flat[index]?.node.id ?? null)
      virtual.scrollToIndex(index, { align: 'auto' })
    },
    scroller,
  )
  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const pressed = event.target instanceof Element ? event.target.closest('[data-node]')?.getAttribute('data-node') : null
        const found = flat.find((each) => each.node.id === pressed)
        if (!found) return
        setActiveId(found.node.id)
        if (!found.node.href) onSelect(found.node)
      }}
      onMouseDown={(event) => event.detail > 1 && event.preventDefault()}
      onDoubleClick={(event) => {
        const pressed = event.target instanceof Element ? event.target.closest('[data-node]')?.getAttribute('data-node') : null
        const found = flat.find((each) => each.node.id === pressed)
        if (found?.expandable) onToggle([found.node.id], !found.expanded)
      }}
      className="h-full overflow-auto -outline-offset-2"
    >
      <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const each = flat[item.index]
          return (
            each && (
              <TreeItem
                key={each.node.id}
                id={`${id}-${item.index}`}
                flat={each}
                top={item.start}
                selected={item.index === selectedAt}
                active={item.index === active}
                onToggle={onToggle}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

const TYPE_AHEAD_MS = 700

/** Carries out what `treeCommand` reads from the keyboard; letters typed within 700 ms belong together. */
function useTreeKeys(
  { flat, active, page, onToggle, onSelect }: Omit<TreeBodyProps, 'label' | 'selected'> & { active: number; page: number },
  moveTo: (index: number) => void,
  scroller: React.RefObject<HTMLDivElement | null>,
) {
  const typed = useRef({ text: '', at: 0 })
  return (event: KeyboardEvent) => {
    const command = treeCommand(event, flat, active, page)
    if (!command) return
    event.preventDefault()
    event.stopPropagation()
    const here = flat[active]
    if (command.kind === 'move') moveTo(command.to)
    else if (command.kind === 'toggle') onToggle(command.ids, command.open)
    else if (command.kind === 'select' && here) onSelect(here.node)
    else if (command.kind === 'menu' && here) {
      const element = scroller.current?.querySelector(`[data-node="${CSS.escape(here.node.id)}"]`)
      if (element) openContextMenu(element)
    } else if (command.kind === 'type') {
      const text = event.timeStamp - typed.current.at < TYPE_AHEAD_MS ? typed.current.text + command.letter : command.letter
      typed.current = { text, at: event.timeStamp }
      const found = findTyped(flat, active, text)
      if (found >= 0) moveTo(found)
    }
  }
}
