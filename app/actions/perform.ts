'use server'
import { headers } from 'next/headers'
import type { ActionResult } from '#domain/client/actions.ts'
import { isSameOrigin } from '../same-origin.ts'
import { actionSession } from '../session.ts'
import { refused, runAction } from './run-action.ts'

/** The one server action behind the client's buttons: checks where it comes from and who asks, then does it. */
export async function perform(name: string, args: unknown): Promise<ActionResult<unknown>> {
  if (!isSameOrigin(await headers())) return refused('Forbidden', 'The request came from another site and was not carried out.')
  const session = await actionSession()
  if (!session) return refused('Unauthorized', 'The session has ended. Reload the page and sign in again; nothing was changed.')
  return runAction(session.user, name, args, session.id)
}
