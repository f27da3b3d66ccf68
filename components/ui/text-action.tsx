'use client'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Pressable, type PressableProps } from './pressable.tsx'

export interface TextActionProps extends PressableProps {
  icon?: IconName
  danger?: boolean
}

/** The upper-case text button of card footers and grid toolbars: EDIT LIMITS, NEW NAMESPACE. */
export function TextAction({ icon, danger, className, children, ...rest }: TextActionProps) {
  const colour = rest.disabledReason
    ? 'text-fg-muted'
    : danger
      ? 'text-danger-fg hover:bg-danger-tint'
      : 'text-link hover:bg-action-tint hover:text-link-hover'
  return (
    <Pressable
      {...rest}
      className={classNames(
        'inline-flex min-h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded px-1.5 text-[12px] font-medium uppercase leading-4 tracking-[.06em] no-underline',
        colour,
        className,
      )}
    >
      {icon && <Icon name={icon} size={14} />}
      {children}
    </Pressable>
  )
}
