'use client'
import type { ContextMenu, DropdownMenu } from 'radix-ui'
import { useId, useState } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

/** One entry of an actions menu, a context menu or a row menu: the same list feeds all three. */
export interface MenuItem {
  id: string
  /** Ends in "…" when it opens a dialog. */
  label: string
  icon?: IconName
  /** Why it cannot be used now. The entry stays reachable and tells; leave an entry out only if it can never apply. */
  disabledReason?: string
  danger?: boolean
  separatorBefore?: boolean
  /** A choice or switch: a tick when it is on, and screen readers hear its state. */
  checked?: boolean
  /** Shown at the right, for example `E`; the key itself is bound by whoever owns the list. */
  shortcut?: string
  children?: MenuItem[]
  /** Called when the menu has closed. */
  onSelect?(): void
}

/** The parts that Radix offers alike for dropdown and context menus. */
export type MenuParts =
  | Pick<typeof DropdownMenu, 'Item' | 'CheckboxItem' | 'Separator' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Portal'>
  | Pick<typeof ContextMenu, 'Item' | 'CheckboxItem' | 'Separator' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Portal'>

export const MENU_SURFACE =
  'z-50 max-h-[min(600px,var(--radix-dropdown-menu-content-available-height,var(--radix-context-menu-content-available-height,100vh)))] min-w-[200px] max-w-[360px] overflow-y-auto rounded border border-line bg-overlay py-1 text-grid text-fg shadow-pop'
const ENTRY =
  'relative flex min-h-row cursor-default select-none items-center gap-2 px-4 outline-none data-[highlighted]:bg-hover data-[state=open]:bg-hover'

/** Draws the entries of a menu with the given Radix parts; `choose` is told which one was pressed. */
export function MenuItems({
  items,
  parts: Parts,
  choose,
}: {
  items: MenuItem[]
  parts: MenuParts
  choose(item: MenuItem): void
}) {
  return items.map((item, index) => (
    <div key={item.id} role="none">
      {item.separatorBefore && index > 0 && <Parts.Separator className="my-1 h-px bg-line-soft" />}
      {item.children ? (
        <Parts.Sub>
          <Parts.SubTrigger className={ENTRY}>
            <ItemFace item={item} />
            <Icon name="chevron-right" size={12} className="ml-auto text-fg-muted" />
          </Parts.SubTrigger>
          <Parts.Portal>
            <Parts.SubContent className={MENU_SURFACE} collisionPadding={8}>
              <MenuItems items={item.children} parts={Parts} choose={choose} />
            </Parts.SubContent>
          </Parts.Portal>
        </Parts.Sub>
      ) : item.disabledReason ? (
        <RefusedItem item={item} parts={Parts} reason={item.disabledReason} />
      ) : item.checked !== undefined ? (
        <Parts.CheckboxItem className={ENTRY} checked={item.checked} onSelect={() => choose(item)}>
          <ItemFace item={{ ...item, icon: item.checked ? 'check' : undefined }} />
        </Parts.CheckboxItem>
      ) : (
        <Parts.Item className={classNames(ENTRY, item.danger && 'text-danger-fg')} onSelect={() => choose(item)}>
          <ItemFace item={item} />
        </Parts.Item>
      )}
    </div>
  ))
}

function ItemFace({ item }: { item: MenuItem }) {
  return (
    <>
      <span className="flex size-4 shrink-0 items-center">{item.icon && <Icon name={item.icon} />}</span>
      <span className="truncate">{item.label}</span>
      {item.shortcut && <kbd className="ml-auto pl-4 font-sans text-caption text-fg-muted">{item.shortcut}</kbd>}
    </>
  )
}

/**
 * An entry that cannot be used now. Radix's own `disabled` would take it out of the arrow order, and then nobody could learn why.
 * The reason floats beside the menu while the entry has the focus; it is not a Radix tooltip, which would swallow Escape.
 */
function RefusedItem({ item, parts: Parts, reason }: { item: MenuItem; parts: MenuParts; reason: string }) {
  const id = useId()
  const [box, setBox] = useState<DOMRect | null>(null)
  return (
    <Parts.Item
      className={classNames(ENTRY, 'text-fg-muted')}
      aria-disabled="true"
      aria-describedby={id}
      onSelect={(event) => event.preventDefault()}
      onFocus={(event) => setBox(event.currentTarget.getBoundingClientRect())}
      onBlur={() => setBox(null)}
    >
      <ItemFace item={item} />
      <span id={id} className="sr-only">
        {reason}
      </span>
      {box && createPortal(<ReasonNote box={box} reason={reason} />, document.body)}
    </Parts.Item>
  )
}

function ReasonNote({ box, reason }: { box: DOMRect; reason: string }) {
  const right = box.right + 280 < window.innerWidth
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed z-60 max-w-[260px] rounded bg-header px-3 py-2 text-grid text-header-fg shadow-pop"
      style={right ? { left: box.right + 6, top: box.top } : { right: window.innerWidth - box.left + 6, top: box.top }}
    >
      {reason}
    </div>
  )
}
