'use client'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { StatusGlyph } from './status.tsx'

export interface BannerProps {
  kind: 'info' | 'ok' | 'warning' | 'error'
  /** Object and problem, never just "Error". */
  title?: ReactNode
  /** Cause and remedy. */
  children?: ReactNode
  /** Text actions at the right. */
  actions?: ReactNode
  onClose?(): void
  className?: string
}

const LOOKS = {
  info: 'border-info bg-info-tint',
  ok: 'border-success bg-success-tint',
  warning: 'border-warning-fg bg-warning-tint',
  error: 'border-danger bg-danger-tint',
}

/** A message that stays in the page until it is closed or no longer true. Errors are announced at once, the rest politely. */
export function Banner({ kind, title, children, actions, onClose, className }: BannerProps) {
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={classNames(
        'flex items-start gap-2 rounded border px-3 py-1.5 text-grid leading-5 text-fg',
        LOOKS[kind],
        className,
      )}
    >
      <span className="flex h-5 items-center">
        <StatusGlyph kind={kind} />
      </span>
      <div className="min-w-0 flex-1 select-text break-words">
        {title && <strong>{title}</strong>}
        {title && children ? ' ' : null}
        {children}
      </div>
      {actions && <div className="flex shrink-0 items-center gap-1">{actions}</div>}
      {onClose && <IconButton icon="close" size={12} label="Close this message" onClick={onClose} className="-my-0.5" />}
    </div>
  )
}
