import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

/** The seven states every object, task and condition of the client is reduced to when it is shown. */
export type StatusKind = 'ok' | 'warning' | 'error' | 'info' | 'unknown' | 'running' | 'queued'

export interface StatusProps {
  kind: StatusKind
  /** The word beside the glyph. The glyph never stands alone: WCAG 1.4.1 forbids meaning by colour only. */
  children: ReactNode
  /** Longer text on hover, for example the message of a condition. */
  title?: string
  className?: string
}

const GLYPHS: Record<StatusKind, { icon: IconName; colour: string }> = {
  ok: { icon: 'check-circle', colour: 'text-success' },
  warning: { icon: 'warning-triangle', colour: 'text-warning-fg' },
  error: { icon: 'error-circle', colour: 'text-danger' },
  info: { icon: 'info', colour: 'text-info' },
  unknown: { icon: 'unknown', colour: 'text-fg-muted' },
  running: { icon: 'spinner', colour: 'text-info' },
  queued: { icon: 'clock', colour: 'text-fg-muted' },
}

/** The glyph of a state alone; put a word beside it, or use `Status`. */
export function StatusGlyph({ kind, size = 16, label }: { kind: StatusKind; size?: number; label?: string }) {
  if (kind === 'warning') return <WarningGlyph size={size} label={label} />
  const { icon, colour } = GLYPHS[kind]
  return <Icon name={icon} size={size} label={label} className={colour} />
}

/** Glyph and word for a state; the word stays readable when it is cut because the title repeats it. */
export function Status({ kind, children, title, className }: StatusProps) {
  return (
    <span
      className={classNames('inline-flex min-w-0 max-w-full items-center gap-1.5 align-top', className)}
      title={title ?? (typeof children === 'string' ? children : undefined)}
    >
      <StatusGlyph kind={kind} />
      <span className="truncate">{children}</span>
    </span>
  )
}

/** Yellow alone has 1.7:1 on white, so the triangle keeps a dark edge and a dark mark in the light theme. */
function WarningGlyph({ size, label }: { size: number; label?: string }) {
  const described = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has an aria-label, or is hidden from screen readers
    <svg {...described} viewBox="0 0 24 24" width={size} height={size} className="inline-block shrink-0 ui-keep-colour">
      <path d="M12 3l10 17H2z" fill="var(--warning)" stroke="var(--warning-fg)" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M12 9v6M12 17.6h.01" stroke="#000" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
