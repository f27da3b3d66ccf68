'use client'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Pressable, type PressableProps } from './pressable.tsx'

export interface IconButtonProps extends Omit<PressableProps, 'children'> {
  icon: IconName
  /** The name for screen readers; also the tooltip unless one is given (null for none). */
  label: string
  size?: number
  /** A toggle that is on. */
  pressed?: boolean
}

/** A button that shows only a picture; its target is at least 24 px (WCAG 2.5.8). */
export function IconButton({ icon, label, size = 16, pressed, tooltip, className, ...rest }: IconButtonProps) {
  return (
    <Pressable
      {...rest}
      tooltip={tooltip === undefined ? label : tooltip}
      aria-label={label}
      aria-pressed={pressed}
      className={classNames(
        'inline-flex size-6 shrink-0 items-center justify-center rounded',
        rest.disabledReason ? 'text-fg-disabled' : 'text-fg-2 hover:bg-hover hover:text-fg active:bg-active',
        pressed && 'bg-selected text-link',
        className,
      )}
    >
      <Icon name={icon} size={size} />
    </Pressable>
  )
}
