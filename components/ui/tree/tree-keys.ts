import type { FlatNode } from './tree-node.ts'

export interface TreeKey {
  key: string
  shiftKey?: boolean
  ctrlKey?: boolean
  metaKey?: boolean
  altKey?: boolean
}

/** What a key asks the tree to do. */
export type TreeCommand =
  | { kind: 'move'; to: number }
  | { kind: 'toggle'; ids: string[]; open: boolean }
  | { kind: 'select' }
  | { kind: 'menu' }
  | { kind: 'type'; letter: string }

/** Keys of the ARIA tree pattern (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/): null when the tree has no use for the key. */
export function treeCommand(event: TreeKey, flat: FlatNode[], active: number, page: number): TreeCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || flat.length === 0) return null
  const here = flat[active]
  const move = (to: number): TreeCommand => ({ kind: 'move', to: Math.min(flat.length - 1, Math.max(0, to)) })
  switch (event.key) {
    case 'ArrowDown':
      return move(active + 1)
    case 'ArrowUp':
      return move(active - 1)
    case 'Home':
      return move(0)
    case 'End':
      return move(flat.length - 1)
    case 'PageDown':
      return move(Math.max(0, active) + page)
    case 'PageUp':
      return move(active - page)
  }
  if (!here) return null
  switch (event.key) {
    case 'ArrowRight':
      return here.expandable && !here.expanded
        ? { kind: 'toggle', ids: [here.node.id], open: true }
        : flat[active + 1]?.parent === active
          ? move(active + 1)
          : null
    case 'ArrowLeft':
      return here.expanded ? { kind: 'toggle', ids: [here.node.id], open: false } : here.parent >= 0 ? move(here.parent) : null
    case '*':
      return {
        kind: 'toggle',
        ids: flat.filter((each) => each.parent === here.parent && each.expandable).map((each) => each.node.id),
        open: true,
      }
    case 'Enter':
    case ' ':
      return { kind: 'select' }
    case '.':
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return event.shiftKey ? { kind: 'menu' } : null
  }
  return event.key.length === 1 ? { kind: 'type', letter: event.key } : null
}

/** The next node whose label starts with the typed text, from the active one on and round the end; -1 when there is none. */
export function findTyped(flat: FlatNode[], active: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase()
  // A first letter moves on; more letters may keep the node they already found.
  const start = typed.length === 1 ? active + 1 : Math.max(0, active)
  for (let step = 0; step < flat.length; step++) {
    const at = (start + step) % flat.length
    if (flat[at]?.node.label.toLocaleLowerCase().startsWith(wanted)) return at
  }
  return -1
}
