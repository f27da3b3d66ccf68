'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface TocGroup {
  title?: string
  items: { id: string; label: string; href: string; badge?: ReactNode }[]
}

export interface TocProps {
  label: string
  groups: TocGroup[]
  current: string
  children: ReactNode
}

/** The table of contents at the left of Monitor and Configure, with the chosen view beside it. */
export function Toc({ label, groups, current, children }: TocProps) {
  return (
    <div className="flex h-full min-h-0">
      <nav
        aria-label={label}
        className="w-[180px] shrink-0 overflow-y-auto border-r border-line bg-surface py-2 text-grid max-lg:w-[160px]"
      >
        {groups.map((group, index) => (
          <div key={group.title ?? index} className="mb-2">
            {group.title && <h2 className="px-4 py-1 text-grid font-medium text-fg">{group.title}</h2>}
            <ul>
              {group.items.map((item) => {
                const here = item.id === current
                return (
                  <li key={item.id}>
                    <Link
                      prefetch={false}
                      href={item.href}
                      aria-current={here ? 'page' : undefined}
                      className={classNames(
                        'flex min-h-row items-center gap-2 border-l-[3px] py-0.5 pl-[17px] pr-2 no-underline -outline-offset-2',
                        here ? 'border-action bg-selected text-on-selected' : 'border-transparent text-fg hover:bg-hover',
                      )}
                    >
                      <span className="min-w-0 flex-1 break-words">{item.label}</span>
                      {item.badge}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </div>
        ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1 overflow-auto">{children}</div>
    </div>
  )
}
