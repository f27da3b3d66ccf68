'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Failure } from '#components/ui/form/field-problems.ts'
import type { ActionArgs, ActionName, ActionResult, ActionValue } from '#domain/client/actions.ts'
import { usePerform } from './server-context.tsx'

export type Act = <Name extends ActionName>(name: Name, args: ActionArgs<Name>) => Promise<ActionResult<ActionValue<Name>>>

/** Does something on the server. What is shown is read again at once, also when the live stream is away for the moment. */
export function useAct(): Act {
  const perform = usePerform()
  const client = useQueryClient()
  return useCallback<Act>(
    async (name, args) => {
      const result = await perform(name, args).catch(
        (): ActionResult<never> => ({
          ok: false,
          error: {
            reason: 'Unreachable',
            message: 'No answer came from the server, so it is not known whether this was done. Look before you try again.',
            causes: [],
          },
        }),
      )
      // Also when no answer came: it may have been done all the same.
      if (result.ok || result.error.reason === 'Unreachable') void client.invalidateQueries()
      return result
    },
    [perform, client],
  )
}

/** For dialogs: nothing when it worked, else what to show, field by field where the server says so. */
export const outcomeOf = (result: ActionResult<unknown>): Failure | undefined =>
  result.ok ? undefined : { error: result.error.message, fields: result.error.causes }
