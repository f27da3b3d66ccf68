import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface EmptyStateProps {
  /** Empty, not allowed and not reachable are three different things and get three different texts and icons. */
  icon?: IconName
  title: string
  /** Why there is nothing and what to do next. */
  children?: ReactNode
  actions?: ReactNode
}

/** Fills the place of a list or view that has nothing to show. */
export function EmptyState({ icon = 'info', title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-40 flex-col items-center justify-center gap-2 p-6 text-center text-fg-2">
      <Icon name={icon} size={36} className="text-fg-muted" />
      <p className="text-subsection text-fg">{title}</p>
      {children && <div className="max-w-[60ch] text-body">{children}</div>}
      {actions && <div className="mt-2 flex gap-2">{actions}</div>}
    </div>
  )
}
