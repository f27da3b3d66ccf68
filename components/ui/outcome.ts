'use client'
import { useState } from 'react'

/** What a dialog's action answers: nothing when it is done, or the error to show while the dialog stays open (empty: it is shown elsewhere). */
// biome-ignore lint/suspicious/noConfusingVoidType: an action that returns nothing is the usual, successful one
export type Outcome = { error: string } | undefined | void

/** Runs an action for a dialog or wizard: `busy` while it works, `error` with its answer or its thrown message. */
export function useOutcome() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  /** Resolves to true when the action succeeded. */
  const run = async (action: () => Outcome | Promise<Outcome>): Promise<boolean> => {
    setError(undefined)
    setBusy(true)
    try {
      const outcome = await action()
      if (typeof outcome !== 'object') return true
      setError(outcome.error || undefined)
      return false
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, setError, run }
}
