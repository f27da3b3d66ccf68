'use client'
import type { ReactNode } from 'react'
import { useActions } from '#components/live/actions-context.tsx'
import { useLiveState } from '#components/live/live-provider.tsx'
import { Button } from '#components/ui/button.tsx'
import { Icon, type IconName, type ObjectState } from '#components/ui/icon.tsx'
import { LiveDot } from '#components/ui/live-dot.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { type Tab, Tabs } from '#components/ui/tabs.tsx'
import type { ActionTarget } from '#domain/client/action-registry.ts'

export interface ObjectFrameProps {
  icon: IconName
  overlay?: ObjectState
  alarm?: 'warning' | 'error'
  name: string
  /** Right of the name: the state in words. */
  status?: ReactNode
  /** What ACTIONS acts on; pages without an object have none. */
  target?: ActionTarget
  tabs?: Tab[]
  current?: string
  children: ReactNode
}

/** The workspace of one object: icon, name, ACTIONS, tabs, and the view of the chosen tab. */
export function ObjectFrame({ icon, overlay, alarm, name, status, target, tabs, current, children }: ObjectFrameProps) {
  const actions = useActions()
  const live = useLiveState()
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>{`${name} - Hemisphere`}</title>
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
        <Icon name={icon} size={24} status={overlay} alarm={alarm} className="text-fg-2" />
        <h1 className="min-w-0 truncate text-section" title={name}>
          {name}
        </h1>
        {target && (
          <Menu items={() => actions.menuFor(target)}>
            <Button variant="flat" icon="menu-dots">
              Actions
            </Button>
          </Menu>
        )}
        {status}
        <span className="flex-1" />
        <LiveDot {...live} />
      </div>
      {tabs ? <Tabs label={name} tabs={tabs} current={current ?? ''} /> : <div className="border-b border-line" />}
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </div>
  )
}
