'use client'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

export type DialogSize = 'sm' | 'md' | 'lg' | 'xl'

export interface DialogFrameProps {
  open: boolean
  onClose(): void
  /** `<object> - <topic>` in title case. */
  title: string
  icon?: IconName
  size?: DialogSize
  children: ReactNode
  className?: string
}

/** Clarity's modal widths in pixels. */
const WIDTHS: Record<DialogSize, string> = { sm: 'w-[288px]', md: 'w-[576px]', lg: 'w-[864px]', xl: 'w-[1152px]' }

const FIELDS = 'input:not([type=hidden]),select,textarea'

/** Focuses the first field that is wrong inside the dialog or page of it, else the first field, else its main button; false when there is none. */
export function focusFirst(inside: HTMLElement): boolean {
  const target =
    inside.querySelector<HTMLElement>('[aria-invalid=true]') ??
    inside.querySelector<HTMLElement>(FIELDS) ??
    inside.querySelector<HTMLElement>('button[type=submit]')
  target?.focus()
  return !!target
}

/** The box that Dialog and Wizard stand in: scrim, title, close button, focus kept inside and given back afterwards. */
export function DialogFrame({ open, onClose, title, icon, size = 'md', children, className }: DialogFrameProps) {
  const giveBack = useOpener(open)
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            if (event.currentTarget instanceof HTMLElement && focusFirst(event.currentTarget)) event.preventDefault()
          }}
          onCloseAutoFocus={giveBack}
          // A press beside the box must not throw away what was typed; Escape and CANCEL do that on purpose.
          onPointerDownOutside={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          className={classNames(
            'fixed left-1/2 top-1/2 z-40 flex max-h-[calc(100dvh-48px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded border border-line bg-overlay text-fg shadow-pop outline-none',
            WIDTHS[size],
            className,
          )}
        >
          <header className="flex items-start gap-2 px-6 pb-2 pt-5">
            {icon && (
              <span className="flex h-7 items-center">
                <Icon name={icon} size={24} />
              </span>
            )}
            <Radix.Title className="min-w-0 flex-1 break-words text-section leading-7">{title}</Radix.Title>
            <IconButton icon="close" size={18} label="Close" tooltip={null} onClick={onClose} className="mt-0.5" />
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/**
 * Remembers what had the focus when the dialog opened and gives it back when it closes; Radix does so only for its own trigger buttons.
 * It is read while rendering, because a field with autoFocus has taken the focus before any effect runs.
 */
function useOpener(open: boolean) {
  const wasOpen = useRef(false)
  const opener = useRef<Element | null>(null)
  if (open && !wasOpen.current && typeof document !== 'undefined') opener.current = document.activeElement
  useEffect(() => {
    wasOpen.current = open
  }, [open])
  return (event: Event) => {
    event.preventDefault()
    if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
  }
}
