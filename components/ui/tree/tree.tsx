'use client'
import { useMemo, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { ContextMenu } from '#components/ui/context-menu.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { filterTree, flattenTree } from './flatten-tree.ts'
import { TreeBody } from './tree-body.tsx'
import type { TreeNode } from './tree-node.ts'

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
