'use client'
import { useContext, useEffect, useRef, useState } from 'react'
import type { Failure } from './form/field-problems.ts'
import { ToastContext } from './toast-context.ts'

/** What a dialog's action answers: nothing when it is done, or what to show while the dialog stays open (an empty error: it is shown elsewhere). */
// biome-ignore lint/suspicious/noConfusingVoidType: an action that returns nothing is the usual, successful one
export type Outcome = Failure | undefined | void

/**
 * Runs an action for a dialog or wizard: `busy` while it works, `failure` with its answer or its thrown message.
 * When the dialog was closed meanwhile, a failure becomes a toast under `title`, so that it is never lost.
 */
export function useOutcome(title: string) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
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
    setFailure(undefined)
    setBusy(true)
    const failed = await failureOf(action)
    setBusy(false)
    if (failed === undefined) return open.current
    if (open.current) setFailure(failed.error ? failed : undefined)
    else if (failed.error) toasts?.fail({ title: `${title}: not done`, message: failed.error })
    return false
  }
  return { busy, failure, setFailure, run }
}

/** What went wrong; undefined when nothing did. */
export async function failureOf(action: () => Outcome | Promise<Outcome>): Promise<Failure | undefined> {
  try {
    const outcome = await action()
    return typeof outcome === 'object' ? outcome : undefined
  } catch (thrown) {
    return { error: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
