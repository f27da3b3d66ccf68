import { Icon, type IconName, type ObjectState } from '#components/ui/icon.tsx'

export interface CellLinkProps {
  href: string
  icon?: IconName
  status?: ObjectState
  alarm?: 'warning' | 'error'
  children: string
}

/**
 * The first cell of an object's row: icon and link. It is no Tab stop, because Enter on the row opens it; a mouse can still open a new tab.
 * A plain press is followed by the grid around it, without loading the page anew: a router link per row would cost more than the row.
 */
export function CellLink({ href, icon, status, alarm, children }: CellLinkProps) {
  return (
    <a
      href={href}
      tabIndex={-1}
      className="flex min-w-0 items-center gap-2 text-link no-underline hover:text-link-hover hover:underline"
    >
      {icon && <Icon name={icon} status={status} alarm={alarm} className="text-fg-2" />}
      <span className="truncate">{children}</span>
    </a>
  )
}
