'use client'
import { DropdownMenu } from 'radix-ui'
import { type ReactElement, useState } from 'react'
import { MENU_SURFACE, type MenuItem, MenuItems } from './menu-items.tsx'
import { useMenuChoice } from './use-menu-choice.ts'

export type { MenuItem } from './menu-items.tsx'

export interface MenuProps {
  /** Entries, or how to make them; a function is only called when the menu opens. */
  items: MenuItem[] | (() => MenuItem[])
  /** The button that opens it: a Button, TextAction or IconButton. */
  children: ReactElement
  align?: 'start' | 'end'
  side?: 'bottom' | 'right' | 'top'
}

/** A dropdown menu below its button. Not modal: a modal one would hide the page from screen readers while its controls stay focusable. */
export function Menu({ items, children, align = 'start', side = 'bottom' }: MenuProps) {
  const [shown, setShown] = useState<MenuItem[]>([])
  const { choose, onCloseAutoFocus } = useMenuChoice()
  const onOpenChange = (open: boolean) => {
    if (open) setShown(typeof items === 'function' ? items() : items)
  }
  return (
    <DropdownMenu.Root modal={false} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          onCloseAutoFocus={onCloseAutoFocus}
          className={MENU_SURFACE}
          align={align}
          side={side}
          sideOffset={2}
          collisionPadding={8}
        >
          <MenuItems items={typeof items === 'function' ? shown : items} parts={DropdownMenu} choose={choose} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
