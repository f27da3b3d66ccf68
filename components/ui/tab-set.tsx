'use client'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { TAB } from './tabs.tsx'

export interface TabSetItem {
  id: string
  label: string
  icon?: IconName
  count?: number
  /** Behind the label: a live count, a mark. */
  badge?: ReactNode
  content: ReactNode
}

export interface TabSetProps {
  label: string
  tabs: TabSetItem[]
  /** Controlled; without it the first tab starts and the set remembers. */
  current?: string
  onChange?(id: string): void
  /** Right end of the strip. */
  aside?: ReactNode
  className?: string
}

/** Tabs inside a page or pane, where the choice is not part of the URL (Recent Tasks | Alarms). Arrows move between them. */
export function TabSet({ label, tabs, current, onChange, aside, className }: TabSetProps) {
  return (
    <Radix.Root
      defaultValue={tabs[0]?.id}
      value={current}
      onValueChange={onChange}
      className={classNames('flex min-h-0 flex-col', className)}
    >
      <div className="flex items-center border-b border-line">
        <Radix.List aria-label={label} className="-mb-px flex min-w-0 flex-1 overflow-x-auto px-2 [scrollbar-width:none]">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className={classNames(
                TAB,
                '-outline-offset-2',
                'data-[state=active]:border-action',
                'data-[state=active]:text-fg data-[state=active]:font-medium',
              )}
            >
              {tab.icon && <Icon name={tab.icon} />}
              {tab.label}
              {tab.badge}
              {tab.count !== undefined && <span className="text-caption text-fg-muted">({tab.count})</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="min-h-0 flex-1 -outline-offset-2">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
