'use client'
import { ContextMenu as Radix } from 'radix-ui'
import { type ReactElement, useState } from 'react'
import { MENU_SURFACE, type MenuItem, MenuItems } from './menu-items.tsx'
import { useMenuChoice } from './use-menu-choice.ts'

export interface ContextMenuProps {
  /** The entries for what was pressed; an empty list leaves the browser's own menu alone. */
  itemsFor(target: Element): MenuItem[]
  /** One element; the menu opens anywhere inside it by right-click, long press, Shift+F10 or the menu key. */
  children: ReactElement
}

/** A context menu over an area. One menu serves a whole grid or tree: the entries are made when it opens. */
export function ContextMenu({ itemsFor, children }: ContextMenuProps) {
  const [items, setItems] = useState<MenuItem[]>([])
  const { choose, onCloseAutoFocus } = useMenuChoice()
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger
        asChild
        onContextMenuCapture={(event) => {
          const next = event.target instanceof Element ? itemsFor(event.target) : []
          setItems(next)
          if (next.length === 0) event.stopPropagation()
        }}
      >
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content onCloseAutoFocus={onCloseAutoFocus} className={MENU_SURFACE} collisionPadding={8}>
          <MenuItems items={items} parts={Radix} choose={choose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Opens the context menu that covers the element, at the element: what `.` and Shift+F10 do in grids and trees. */
export function openContextMenu(element: Element): void {
  const box = element.getBoundingClientRect()
  const at = { clientX: box.left + Math.min(48, box.width / 2), clientY: box.bottom - 2 }
  element.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, view: window, button: 2, ...at }))
}
