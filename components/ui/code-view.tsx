'use client'
import { useMemo } from 'react'
import { classNames } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'
import { downloadText } from './download-text.ts'
import { type CodeLanguage, highlightLine } from './highlight-line.ts'
import { IconButton } from './icon-button.tsx'

export interface CodeViewProps {
  text: string
  language?: CodeLanguage
  /** What it is, for screen readers. */
  label: string
  /** Offers a download under this name. */
  fileName?: string
  className?: string
}

const COLOURS = { key: 'text-link', string: 'text-success-fg', number: 'text-warning-fg', comment: 'text-fg-muted', plain: '' }

/** YAML or JSON to read: line numbers that are not copied, colours that carry no meaning of their own, copy and download. */
export function CodeView({ text, language = 'yaml', label, fileName, className }: CodeViewProps) {
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text])
  const gutter = `${String(lines.length).length + 1}ch`
  return (
    <figure
      aria-label={label}
      className={classNames('relative flex min-h-0 flex-col rounded border border-line bg-surface', className)}
    >
      <div className="absolute right-2 top-1 flex gap-1 rounded bg-surface">
        <CopyButton text={text} label={`Copy ${label}`} />
        {fileName && <IconButton icon="download" label={`Download ${fileName}`} onClick={() => downloadText(fileName, text)} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable with the keyboard (WCAG 2.1.1) */}
      <pre tabIndex={0} className="min-h-0 flex-1 overflow-auto py-2 font-mono text-grid leading-5 -outline-offset-2">
        {lines.map((line, index) => (
          // A long document paints only the lines in sight.
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its number
          <span key={`${index}:${line}`} className="flex [content-visibility:auto] [contain-intrinsic-size:auto_20px]">
            <span
              aria-hidden="true"
              className="sticky left-0 shrink-0 select-none bg-surface pl-2 pr-3 text-right text-fg-muted"
              style={{ width: `calc(${gutter} + 20px)` }}
            >
              {index + 1}
            </span>
            <code className="whitespace-pre pr-16">
              {highlightLine(line, language).map((piece, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line only have their place
                <span key={`${at}:${piece.text}`} className={COLOURS[piece.kind]}>
                  {piece.text}
                </span>
              ))}
              {'\n'}
            </code>
          </span>
        ))}
      </pre>
    </figure>
  )
}
