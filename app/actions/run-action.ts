import type { ActionName, ActionResult } from '#domain/client/actions.ts'
import { isStatusError } from '#domain/errors.ts'
import { controlPlane } from '#server/control-plane.ts'
import type { SessionUser } from '../session.ts'
import type { ActionDefinition, ActionTable } from './define-action.ts'
import { directoryActions } from './directory-actions.ts'
import { inventoryActions } from './inventory-actions.ts'
import { resourceActions } from './resource-actions.ts'
import { workloadActions } from './workload-actions.ts'

/** Every action of the client by name. */
export const ACTION_TABLE: ActionTable<ActionName> = {
  ...inventoryActions,
  ...resourceActions,
  ...workloadActions,
  ...directoryActions,
}

/** Something we answer no to; `causes` name the fields. */
export const refused = (
  reason: string,
  message: string,
  causes: { field: string; message: string }[] = [],
): ActionResult<never> => ({
  ok: false,
  error: { reason, message, causes },
})

/** Runs an action as the user: arguments checked, refusals turned into words; anything else that is thrown is a defect and is logged. */
export const runAction = async (
  user: SessionUser,
  name: string,
  args: unknown,
  sessionId?: string,
): Promise<ActionResult<unknown>> => {
  if (!Object.hasOwn(ACTION_TABLE, name)) return refused('NotFound', `There is no action "${name}".`)
  const { schema, run } = ACTION_TABLE[name as ActionName] as ActionDefinition<ActionName>
  const parsed = schema.safeParse(args)
  if (!parsed.success) {
    const causes = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
    return refused('Invalid', causes.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join(' '), causes)
  }
  try {
    const plane = await controlPlane()
    const context = { plane, user, inventory: plane.inventory.as(user), ...(sessionId ? { sessionId } : {}) }
    return { ok: true, value: await run(context, parsed.data as never) }
  } catch (error) {
    if (isStatusError(error)) {
      return refused(
        error.reason,
        error.message,
        (error.details?.causes ?? []).map(({ field, message }) => ({ field, message })),
      )
    }
    console.error(error)
    return refused(
      'InternalError',
      'Something went wrong on the server, so nothing may have changed. Its log says what; try again.',
    )
  }
}
