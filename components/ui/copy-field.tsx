'use client'
import { classNames } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'

export interface CopyFieldProps {
  /** The command line, address or token; shown whole, wrapped when it is long. */
  text: string
  /** What it is, for screen readers and above the box. */
  label: string
  /** Hides the label above the box; screen readers still hear it. */
  quiet?: boolean
  /** A `$` before a command line; it is not copied. */
  prompt?: boolean
  className?: string
}

/** A command line or address in a box, with a button that copies it. */
export function CopyField({ text, label, quiet, prompt, className }: CopyFieldProps) {
  return (
    <div className={classNames('mb-3 min-w-0', className)}>
      <div className={quiet ? 'sr-only' : 'mb-1 text-grid font-medium'}>{label}</div>
      <div className="flex items-start gap-2 rounded border border-line bg-surface-tint py-1 pl-3 pr-1">
        <code className="min-w-0 flex-1 whitespace-pre-wrap break-all py-1 font-mono text-grid select-all">
          {prompt && (
            <span aria-hidden="true" className="select-none text-fg-muted">
              ${' '}
            </span>
          )}
          {text}
        </code>
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
    </div>
  )
}
