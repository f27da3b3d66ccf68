'use client'
import { useContext, useEffect, useRef, useState } from 'react'
import { ToastContext } from './toast-context.ts'

/** What a dialog's action answers: nothing when it is done, or the error to show while the dialog stays open (empty: it is shown elsewhere). */
// biome-ignore lint/suspicious/noConfusingVoidType: an action that returns nothing is the usual, successful one
export type Outcome = { error: string } | undefined | void

/**
 * Runs an action for a dialog or wizard: `busy` while it works, `error` with its answer or its thrown message (empty: it is shown elsewhere).
 * When the dialog was closed meanwhile, a failure becomes a toast under `title`, so that it is never lost.
 */
export function useOutcome(title: string) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const toasts = useContext(ToastContext)
  const open = useRef(true)
  useEffect(() => {
    open.current = true
    return () => {
      open.current = false
    }
  }, [])
  /** Resolves to true when the action succeeded and the dialog is still there to be closed. */
  const run = async (action: () => Outcome | Promise<Outcome>): Promise<boolean> => {
    setError(undefined)
    setBusy(true)
    const failure = await failureOf(action)
    setBusy(false)
    if (failure === undefined) return open.current
    if (open.current) setError(failure || undefined)
    else if (failure) toasts?.fail({ title: `${title}: not done`, message: failure })
    return false
  }
  return { busy, error, setError, run }
}

/** The words of what went wrong; undefined when nothing did. */
export async function failureOf(action: () => Outcome | Promise<Outcome>): Promise<string | undefined> {
  try {
    const outcome = await action()
    return typeof outcome === 'object' ? outcome.error : undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
