'use client'
import { type ReactNode, useId, useRef } from 'react'
import { classNames } from './class-names.ts'
import { useSplitDrag } from './use-split-drag.ts'

export interface SplitProps {
  /** `row` puts the panes side by side, `column` one above the other. */
  direction: 'row' | 'column'
  /** Which pane has the size; the other takes the rest. */
  sized: 'first' | 'second'
  /** Pixels of the sized pane. */
  size: number
  /** Told when a drag ends or a key is pressed; the owner remembers it. */
  onSize(size: number): void
  min?: number
  max?: number
  /** What a double click goes back to. */
  defaultSize?: number
  /** Hides the sized pane and the bar without unmounting the pane. */
  collapsed?: boolean
  /** What the bar resizes, for screen readers: Navigator, Recent Tasks. */
  label: string
  first: ReactNode
  second: ReactNode
  className?: string
}

/** Two panes with a bar between them that is dragged, or moved with the arrow keys (Shift for larger steps, Home and End for the limits). */
export function Split(props: SplitProps) {
  const { direction, sized, size, onSize, min = 120, max = 2000, defaultSize, collapsed, label, first, second, className } = props
  const box = useRef<HTMLDivElement>(null)
  const paneId = useId()
  const { now, bounded, press, key } = useSplitDrag({ direction, sized, size, onSize, min, max }, box)
  const style = { flexBasis: now, display: collapsed ? 'none' : undefined }
  const pane = 'min-h-0 min-w-0 overflow-hidden'
  return (
    <div ref={box} className={classNames('flex h-full min-h-0 min-w-0', direction === 'column' && 'flex-col', className)}>
      <div
        id={sized === 'first' ? paneId : undefined}
        className={classNames(pane, sized === 'first' ? 'shrink-0 grow-0' : 'flex-1')}
        style={sized === 'first' ? style : undefined}
      >
        {first}
      </div>
      {!collapsed && (
        // biome-ignore lint/a11y/useSemanticElements: a resizable separator is a focusable widget in ARIA; <hr> is not
        <div
          role="separator"
          tabIndex={0}
          aria-label={`Size of ${label}`}
          aria-controls={paneId}
          aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
          aria-valuenow={Math.round(now)}
          aria-valuemin={min}
          aria-valuemax={max}
          onPointerDown={press}
          onKeyDown={key}
          onDoubleClick={() => defaultSize !== undefined && onSize(bounded(defaultSize))}
          className={classNames(
            'relative z-10 shrink-0 touch-none bg-line hover:bg-action focus-visible:bg-action',
            // The line is 1 px; what can be grabbed is 7.
            'after:absolute after:content-[""]',
            direction === 'row'
              ? 'w-px cursor-col-resize after:inset-y-0 after:-left-[3px] after:w-[7px]'
              : 'h-px cursor-row-resize after:inset-x-0 after:-top-[3px] after:h-[7px]',
          )}
        />
      )}
      <div
        id={sized === 'second' ? paneId : undefined}
        className={classNames(pane, sized === 'second' ? 'shrink-0 grow-0' : 'flex-1')}
        style={sized === 'second' ? style : undefined}
      >
        {second}
      </div>
    </div>
  )
}
