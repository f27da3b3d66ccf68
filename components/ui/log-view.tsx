'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'
import { downloadText } from './download-text.ts'
import { IconButton } from './icon-button.tsx'
import { logFilter } from './log-filter.ts'
import { SearchBox } from './search-box.tsx'
import { TextAction } from './text-action.tsx'

export interface LogLine {
  /** Unique and growing. */
  id: number
  text: string
  /** Already formatted. */
  time?: string
  /** Pod or container, when several are merged. */
  source?: string
  tone?: 'warning' | 'error'
}

export interface LogViewProps {
  label: string
  /** Append only; a new array for each batch. */
  lines: readonly LogLine[]
  /** Stays at the newest line. Scrolling up asks to stop, scrolling to the end asks to go on. */
  follow: boolean
  onFollowChange(follow: boolean): void
  fileName?: string
  /** More controls in the bar: container, previous, since. */
  controls?: ReactNode
  /** Shown while there are no lines. */
  empty?: string
  className?: string
}

const LINE = 18
const asText = (lines: readonly LogLine[]) =>
  lines.map((line) => [line.time, line.source, line.text].filter(Boolean).join(' ')).join('\n')

/** Log lines as they come. Hundreds of thousands are fine: only those in sight are drawn. */
export function LogView({
  label,
  lines,
  follow,
  onFollowChange,
  fileName,
  controls,
  empty = 'No lines yet.',
  className,
}: LogViewProps) {
  const [typed, setTyped] = useState('')
  const [wrap, setWrap] = useState(false)
  const filter = useMemo(() => logFilter(typed), [typed])
  const shown = useMemo(() => lines.filter((line) => filter.matches(line.text)), [lines, filter])
  return (
    <section aria-label={label} className={classNames('flex h-full min-h-0 flex-col border border-line bg-surface', className)}>
      <div className="flex min-h-9 flex-wrap items-center gap-2 border-b border-line-soft px-2 py-1 text-grid">
        {controls}
        <SearchBox
          label="Filter lines"
          placeholder="Text or /expression/"
          value={typed}
          onChange={setTyped}
          className="w-[220px]"
        />
        {filter.error && (
          <span role="alert" className="text-danger-fg">
            {filter.error}
          </span>
        )}
        <span className="flex-1" />
        <span className="tabular-nums text-fg-2">
          {typed ? `${shown.length} of ${lines.length} lines` : `${lines.length} lines`}
        </span>
        <TextAction aria-pressed={wrap} onClick={() => setWrap(!wrap)} className={wrap ? 'bg-selected' : ''}>
          Wrap
        </TextAction>
        <TextAction
          icon={follow ? 'pause' : 'play'}
          aria-pressed={follow}
          onClick={() => onFollowChange(!follow)}
          className={follow ? 'bg-selected' : ''}
        >
          Follow
        </TextAction>
        <CopyButton text={asText(shown)} label="Copy lines" />
        {fileName && (
          <IconButton icon="download" label={`Download ${fileName}`} onClick={() => downloadText(fileName, asText(shown))} />
        )}
      </div>
      <LogLines label={label} lines={shown} wrap={wrap} follow={follow} onFollowChange={onFollowChange} />
      {lines.length === 0 && (
        <p role="status" className="p-3 text-grid text-fg-2">
          {empty}
        </p>
      )}
    </section>
  )
}

interface LogLinesProps extends Pick<LogViewProps, 'label' | 'lines' | 'follow' | 'onFollowChange'> {
  wrap: boolean
}

function LogLines({ label, lines, wrap, follow, onFollowChange }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // A new function would make the virtualizer measure the whole list again on every render.
  const getItemKey = useCallback((index: number) => lines[index]?.id ?? index, [lines])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    getItemKey,
    overscan: 20,
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: wrapping changes every line's height
  useEffect(() => virtual.measure(), [wrap])
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [follow, lines, virtual])
  const onScroll = useFollowByScroll(scroller, follow, onFollowChange)
  return (
    <div
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable with the keyboard (WCAG 2.1.1)
      tabIndex={0}
      onScroll={onScroll}
      className="min-h-0 flex-1 overflow-auto font-mono text-[12px] leading-[18px] -outline-offset-2"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (!line) return null
          const look = classNames(
            'absolute left-0 top-0 min-w-full border-l-[3px] px-2 hover:bg-hover',
            wrap ? 'w-full whitespace-pre-wrap break-all' : 'whitespace-pre',
            TONES[line.tone ?? 'plain'],
          )
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={wrap ? virtual.measureElement : undefined}
              style={{ transform: `translateY(${item.start}px)` }}
              className={look}
            >
              {line.time && <span className="mr-2 text-fg-muted">{line.time}</span>}
              {line.source && <span className="mr-2 text-link">{line.source}</span>}
              {line.text}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const TONES = { plain: 'border-transparent', warning: 'border-warning text-warning-fg', error: 'border-danger text-danger-fg' }

/** Scrolling up stops following, scrolling to the end goes on. New lines never move the view up, so going up can only be the reader's wish. */
function useFollowByScroll(
  scroller: RefObject<HTMLDivElement | null>,
  follow: boolean,
  onFollowChange: (follow: boolean) => void,
) {
  const lastTop = useRef(0)
  return () => {
    const box = scroller.current
    if (!box) return
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < LINE
    const wentUp = box.scrollTop < lastTop.current - 2
    lastTop.current = box.scrollTop
    if (follow && wentUp && !atEnd) onFollowChange(false)
    if (!follow && !wentUp && atEnd) onFollowChange(true)
  }
}
