'use client'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Pressable, type PressableProps } from './pressable.tsx'

export interface ButtonProps extends PressableProps {
  /** One primary per view; outline is the usual one; danger only where data is lost. */
  variant?: 'primary' | 'outline' | 'flat' | 'danger'
  size?: 'md' | 'sm'
  icon?: IconName
  /** Shows a turning glyph and refuses presses until the work is done. */
  busy?: boolean
}

const LOOKS = {
  primary: 'border-action bg-action text-on-action hover:bg-action-hover hover:border-action-hover active:bg-action-active',
  outline: 'border-action bg-transparent text-link hover:bg-action-tint hover:text-link-hover active:bg-selected',
  flat: 'border-transparent bg-transparent text-link hover:bg-action-tint hover:text-link-hover active:bg-selected',
  danger: 'border-danger bg-danger text-on-status hover:bg-danger-fg hover:border-danger-fg',
}
const OFF = 'border-line bg-surface-shade text-fg-muted'

/** A push button in capitals, or a link that looks like one when `href` is given. */
export function Button({ variant = 'outline', size = 'md', icon, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <Pressable
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      aria-busy={busy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded border px-3 text-[12px] font-medium uppercase leading-4 tracking-[.06em] no-underline',
        size === 'md' ? 'h-control' : 'h-control-sm min-h-6',
        rest.disabledReason ? OFF : LOOKS[variant],
        className,
      )}
    >
      {busy ? <Icon name="spinner" size={14} /> : icon && <Icon name={icon} size={14} />}
      {children}
    </Pressable>
  )
}
