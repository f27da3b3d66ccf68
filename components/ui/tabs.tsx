'use client'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

export interface Tab {
  id: string
  label: string
  href: string
  icon?: IconName
  /** How many things the tab holds, when that is known. */
  count?: number
}

export const TAB =
  'flex h-tab shrink-0 items-center gap-1.5 whitespace-nowrap border-b-[3px] border-transparent px-3 pt-[3px] text-body text-fg-2 no-underline hover:border-line hover:text-fg'
const TAB_CURRENT = 'border-action! text-fg! font-medium'

/** The tabs of an object's page. They are links: the tab is part of the URL, and Back goes to the tab before. */
export function Tabs({ label, tabs, current, className }: { label: string; tabs: Tab[]; current: string; className?: string }) {
  const strip = useRef<HTMLUListElement>(null)
  // A narrow window scrolls the strip; the current tab must never be out of sight (WCAG 2.4.11).
  useEffect(() => {
    strip.current?.querySelector(`[data-tab="${CSS.escape(current)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <nav aria-label={label} className={classNames('border-b border-line', className)}>
      <ul ref={strip} className="-mb-px flex overflow-x-auto px-2 [scrollbar-width:none]">
        {tabs.map((tab) => (
          <li key={tab.id} data-tab={tab.id}>
            <Link
              prefetch={false}
              href={tab.href}
              aria-current={tab.id === current ? 'page' : undefined}
              className={classNames(TAB, '-outline-offset-2', tab.id === current && TAB_CURRENT)}
            >
              {tab.icon && <Icon name={tab.icon} />}
              {tab.label}
              {tab.count !== undefined && <span className="text-caption text-fg-muted">({tab.count})</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
