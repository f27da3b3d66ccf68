'use client'
import type { ReactNode } from 'react'
import { ContextMenu } from '#components/ui/context-menu.tsx'
import type { MenuItem } from '#components/ui/menu-items.tsx'

export interface ReadingAreaProps {
  itemsFor(target: Element): MenuItem[]
  /** True while the pointer or the focus is on the rows: then nothing may move by itself. */
  onReading(reading: boolean): void
  children: ReactNode
}

/** The part of a grid that is read: it has the context menu and knows whether somebody is there. */
export function ReadingArea({ itemsFor, onReading, children }: ReadingAreaProps) {
  return (
    <ContextMenu itemsFor={itemsFor}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notices, it does nothing */}
      <div
        className="relative flex min-h-0 flex-1 flex-col"
        onPointerEnter={() => onReading(true)}
        onPointerLeave={(event) => onReading(event.currentTarget.contains(document.activeElement))}
        onFocus={() => onReading(true)}
        onBlur={({ currentTarget, relatedTarget }) =>
          !currentTarget.contains(relatedTarget) && onReading(currentTarget.matches(':hover'))
        }
      >
        {children}
      </div>
    </ContextMenu>
  )
}
