import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { type KeyValue, KeyValues } from './key-values.tsx'

export interface CardProps {
  title: string
  icon?: IconName
  /** Right of the title: a status, a menu. */
  aside?: ReactNode
  /** Key-value rows at the top of the body. */
  rows?: KeyValue[]
  children?: ReactNode
  /** Text actions in the footer. */
  actions?: ReactNode
  className?: string
}

/** A portlet of a Summary tab: title, rows, anything else, text actions at the foot. */
export function Card({ title, icon, aside, rows, children, actions, className }: CardProps) {
  return (
    <section
      aria-label={title}
      className={classNames(
        'mb-4 flex min-w-0 break-inside-avoid flex-col rounded border border-line bg-surface shadow-card compact:mb-3',
        className,
      )}
    >
      <header className="flex min-h-10 items-center gap-2 border-b border-line-soft px-4 compact:min-h-8 compact:px-3">
        {icon && <Icon name={icon} />}
        <h2 className="min-w-0 flex-1 truncate text-subsection" title={title}>
          {title}
        </h2>
        {aside}
      </header>
      <div className="flex-1 px-4 py-3 text-grid compact:px-3 compact:py-1.5">
        {rows && <KeyValues rows={rows} />}
        {children}
      </div>
      {actions && (
        <footer className="flex flex-wrap gap-x-2 gap-y-1 border-t border-line-soft px-2.5 py-1.5 compact:px-1.5 compact:py-0.5">
          {actions}
        </footer>
      )}
    </section>
  )
}
