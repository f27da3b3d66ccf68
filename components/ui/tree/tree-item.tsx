'use client'
import Link from 'next/link'
import { memo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { FlatNode } from './tree-node.ts'

export interface TreeItemProps {
  id: string
  flat: FlatNode
  top: number
  selected: boolean
  active: boolean
  onToggle(ids: string[], open: boolean): void
}

/** One line of a tree: indent, caret, icon with state, label. The label is a real link, so it can be opened in a new tab. */
export const TreeItem = memo(function TreeItem({ id, flat, top, selected, active, onToggle }: TreeItemProps) {
  const { node, level, position, siblings, expandable, expanded } = flat
  const face = (
    <>
      {node.icon && <Icon name={node.icon} status={node.status} alarm={node.alarm} className={selected ? '' : 'text-fg-2'} />}
      <span className="truncate">{node.label}</span>
      {node.badge && <span className={classNames('shrink-0 text-caption', selected ? '' : 'text-fg-2')}>{node.badge}</span>}
    </>
  )
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active item (aria-activedescendant)
    <div
      role="treeitem"
      id={id}
      data-node={node.id}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={expandable ? expanded : undefined}
      aria-selected={selected}
      title={node.label}
      className={classNames(
        'absolute inset-x-0 flex h-tree-row contain-layout contain-style items-center gap-0.5 pr-2 text-grid',
        selected ? 'bg-selected text-on-selected' : 'text-fg hover:bg-active',
        active && 'in-focus-visible:outline-2 in-focus-visible:outline-focus in-focus-visible:-outline-offset-2',
      )}
      style={{ top, paddingLeft: 4 + (level - 1) * 16 }}
    >
      {expandable ? (
        <span
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation()
            onToggle([node.id], !expanded)
          }}
          className="flex size-6 shrink-0 cursor-pointer items-center justify-center text-fg-2"
        >
          <Icon name={expanded ? 'chevron-down' : 'chevron-right'} size={12} />
        </span>
      ) : (
        <span className="w-6 shrink-0" />
      )}
      {node.href ? (
        <Link
          prefetch={false}
          href={node.href}
          tabIndex={-1}
          className="flex h-full min-w-0 flex-1 items-center gap-1.5 text-inherit no-underline"
        >
          {face}
        </Link>
      ) : (
        <span className="flex h-full min-w-0 flex-1 items-center gap-1.5">{face}</span>
      )}
    </div>
  )
})
