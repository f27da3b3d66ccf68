import { Icon, type IconName } from '#components/ui/icon.tsx'

/** The cell that names an object without a page of its own: its picture and its name. */
export function CellName({ icon, children }: { icon: IconName; children: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon name={icon} />
      <span className="truncate">{children}</span>
    </span>
  )
}
