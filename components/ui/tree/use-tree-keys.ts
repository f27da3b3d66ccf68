'use client'
import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { openContextMenu } from '#components/ui/context-menu.tsx'
import { findTyped, treeCommand } from './tree-keys.ts'
import type { FlatNode, TreeNode } from './tree-node.ts'

/** What the keyboard acts on. */
export interface TreePlace {
  flat: FlatNode[]
  active: number
  /** Rows in sight. */
  page: number
  onToggle(ids: string[], open: boolean): void
  onSelect(node: TreeNode): void
}

const TYPE_AHEAD_MS = 700

/** Carries out what `treeCommand` reads from the keyboard; letters typed within 700 ms belong together. */
export function useTreeKeys(
  { flat, active, page, onToggle, onSelect }: TreePlace,
  moveTo: (index: number) => void,
  scroller: RefObject<HTMLDivElement | null>,
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
