'use client'
import Link from 'next/link'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { Tooltip } from './tooltip.tsx'

export interface PressableProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  /** Makes it a link: it can be opened in a new tab, copied and prefetched. */
  href?: string
  /** Why it cannot be used now: it stays focusable (aria-disabled), does nothing, and shows the reason on hover and focus. */
  disabledReason?: string
  /** Help on hover and focus when it can be used. */
  tooltip?: ReactNode
}

const refuse = (event: MouseEvent) => {
  event.preventDefault()
  event.stopPropagation()
}

/** What Button, TextAction and IconButton share: a link or a button that can be off with a reason. It has no looks of its own. */
export function Pressable({ href, disabledReason, tooltip, type = 'button', children, ref, ...rest }: PressableProps) {
  if (disabledReason) {
    // Handlers given from outside (a menu trigger's, for example) must not fire either, so only looks and names are kept.
    const { onClick: _click, onPointerDown: _down, onKeyDown: _key, ...kept } = rest
    return (
      <Tooltip text={disabledReason}>
        <button {...kept} ref={ref} type="button" aria-disabled="true" onClick={refuse}>
          {children}
          <span className="sr-only">{`, not available: ${disabledReason}`}</span>
        </button>
      </Tooltip>
    )
  }
  if (href !== undefined) {
    const { className, id, title, onClick, 'aria-label': label, 'aria-current': current } = rest
    return (
      <Tooltip text={tooltip}>
        <Link
          prefetch={false}
          href={href}
          className={className}
          id={id}
          title={title}
          aria-label={label}
          aria-current={current}
          onClick={onClick as unknown as ComponentProps<typeof Link>['onClick']}
        >
          {children}
        </Link>
      </Tooltip>
    )
  }
  return (
    <Tooltip text={tooltip}>
      <button {...rest} ref={ref} type={type}>
        {children}
      </button>
    </Tooltip>
  )
}
