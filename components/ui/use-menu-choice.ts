'use client'
import { useRef } from 'react'
import type { MenuItem } from './menu-items.tsx'

/**
 * Runs the chosen entry only when the menu has closed and given the focus back. Otherwise a dialog that it opens would remember
 * the vanished entry as the place to return to, and closing it would leave the keyboard nowhere.
 */
export function useMenuChoice() {
  const chosen = useRef<MenuItem | null>(null)
  return {
    choose(item: MenuItem) {
      chosen.current = item
    },
    /** For the menu's content. Radix moves the focus in this very event, after this handler. */
    onCloseAutoFocus() {
      const item = chosen.current
      chosen.current = null
      if (item) setTimeout(() => item.onSelect?.())
    },
  }
}
