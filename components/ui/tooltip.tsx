'use client'
import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

export interface TooltipProps {
  /** Shown on hover and on keyboard focus; nothing is added when it is empty. */
  text?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** One focusable element. */
  children: ReactElement
}

/** Explains its child on hover and focus; Escape closes it (WCAG 1.4.13). Needs no provider above it. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  if (!text) return children
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={4}
            collisionPadding={8}
            className="z-60 max-w-[320px] rounded bg-header px-3 py-2 text-grid text-header-fg shadow-pop"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
