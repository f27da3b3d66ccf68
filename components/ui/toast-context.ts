'use client'
import { createContext, useContext } from 'react'

export interface Failure {
  /** Object and problem: `Namespace "team-a" was not created`. */
  title: string
  /** Cause and remedy. */
  message: string
  /** Where it is kept: the task, the event, the object's issues. */
  href?: string
  hrefLabel?: string
}

export interface Toasts {
  /** Tells about something that did not work while the visitor may be elsewhere. Successes need no toast: the page shows them. */
  fail(failure: Failure): void
}

/** null outside a ToastProvider. */
export const ToastContext = createContext<Toasts | null>(null)

/** The toasts of the nearest ToastProvider. */
export function useToast(): Toasts {
  const toasts = useContext(ToastContext)
  if (!toasts) throw new Error('useToast needs a ToastProvider above it; the shell has one.')
  return toasts
}
