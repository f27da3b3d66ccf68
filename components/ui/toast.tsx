'use client'
import { Toast as Radix } from 'radix-ui'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import { IconButton } from './icon-button.tsx'
import { StatusGlyph } from './status.tsx'
import { TextAction } from './text-action.tsx'
import { type Failure, ToastContext } from './toast-context.ts'

export { type Failure, type Toasts, useToast } from './toast-context.ts'

const MOST_SHOWN = 4

/** Shows failures at the bottom right, ten seconds each (hover and focus stop the clock, F8 moves there). Stands once, in the shell. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<(Failure & { id: number })[]>([])
  const fail = useCallback((failure: Failure) => {
    setShown((before) => [...before, { ...failure, id: (before.at(-1)?.id ?? 0) + 1 }].slice(-MOST_SHOWN))
  }, [])
  const toasts = useMemo(() => ({ fail }), [fail])
  const drop = (id: number) => setShown((before) => before.filter((each) => each.id !== id))
  return (
    <ToastContext value={toasts}>
      <Radix.Provider duration={10_000} swipeDirection="right">
        {children}
        {shown.map((failure) => (
          <Radix.Root
            key={failure.id}
            type="foreground"
            onOpenChange={(open) => !open && drop(failure.id)}
            className="flex min-h-20 w-[350px] items-start gap-2 rounded border border-danger bg-overlay p-3 text-grid text-fg shadow-pop"
          >
            <span className="flex h-5 items-center">
              <StatusGlyph kind="error" size={18} />
            </span>
            <div className="min-w-0 flex-1 break-words leading-5">
              <Radix.Title className="font-medium">{failure.title}</Radix.Title>
              <Radix.Description className="max-h-60 select-text overflow-y-auto text-fg-2">{failure.message}</Radix.Description>
              {failure.href && (
                <TextAction href={failure.href} className="-ml-1.5 mt-1">
                  {failure.hrefLabel ?? 'Show details'}
                </TextAction>
              )}
            </div>
            <CopyButton text={`${failure.title}\n${failure.message}`} label="Copy message" />
            <Radix.Close asChild>
              <IconButton icon="close" size={12} label="Close" />
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed bottom-4 right-4 z-60 flex max-w-[calc(100vw-32px)] flex-col gap-2 outline-none" />
      </Radix.Provider>
    </ToastContext>
  )
}
