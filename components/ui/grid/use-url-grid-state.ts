'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { defaultGridState, type GridState, gridStateFromParams, gridStateToParams } from './grid-state.ts'

/**
 * A grid state kept in the page's URL, so that Back, reload and a copied link show the same rows. Changes replace the history entry:
 * Back leaves the page and does not undo keystrokes. The page decides whether a change is a round trip; here none is made.
 */
export function useUrlGridState(defaults: GridState = defaultGridState, prefix = ''): [GridState, (next: GridState) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const state = useMemo(() => gridStateFromParams(new URLSearchParams(params), defaults, prefix), [params, defaults, prefix])
  const setState = useCallback(
    (next: GridState) => {
      const query = gridStateToParams(next, new URLSearchParams(window.location.search), defaults, prefix).toString()
      // Next follows history.replaceState in useSearchParams without asking the server again.
      window.history.replaceState(null, '', query ? `${path}?${query}` : path)
    },
    [path, defaults, prefix],
  )
  return [state, setState]
}
