/** A key press as the grid sees it. */
export interface GridKey {
  key: string
  shiftKey?: boolean
  ctrlKey?: boolean
  metaKey?: boolean
  altKey?: boolean
}

/** What a key asks the grid to do. */
export type GridCommand =
  | { kind: 'move'; to: number; extend: boolean }
  | { kind: 'toggle' }
  | { kind: 'toggle-all' }
  | { kind: 'clear' }
  | { kind: 'open' }
  | { kind: 'menu' }

/**
 * Translates a key into a command, or null when the grid has no use for it. `active` is the index of the active row (-1: none yet),
 * `page` the rows in sight. Single letters act only while the grid has the focus, as WCAG 2.1.4 asks.
 */
export function gridCommand(event: GridKey, active: number, count: number, page: number): GridCommand | null {
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) return event.key === 'a' ? { kind: 'toggle-all' } : null
  if (event.key === 'Escape') return { kind: 'clear' }
  if (count === 0) return null
  const to = target(event.key, active, count, page)
  if (to !== null) return { kind: 'move', to: Math.min(count - 1, Math.max(0, to)), extend: !!event.shiftKey }
  if (active < 0) return null
  if (event.key === 'Enter') return { kind: 'open' }
  if (event.key === ' ' || event.key === 'x') return { kind: 'toggle' }
  if (event.key === '.' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return { kind: 'menu' }
  return null
}

function target(key: string, active: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return active + 1
    case 'ArrowUp':
    case 'k':
    case 'K':
      return active < 0 ? 0 : active - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return Math.max(0, active) + page
    case 'PageUp':
      return active - page
    default:
      return null
  }
}
