import { z } from 'zod'
import type { ActionArgs, ActionName, ActionValue } from '#domain/client/actions.ts'
import type { QueryContext } from '../queries/define-query.ts'

export interface ActionDefinition<Name extends ActionName> {
  schema: z.ZodType<ActionArgs<Name>>
  run(context: QueryContext, args: ActionArgs<Name>): Promise<ActionValue<Name>>
}

export type ActionTable<Name extends ActionName> = { [Each in Name]: ActionDefinition<Each> }

/** Only the id goes back to the browser: the page reads the rest by itself. */
export const idOf = async (work: Promise<{ id: string }>): Promise<{ id: string }> => ({ id: (await work).id })

/** For what leaves nothing behind to show. */
export const nothing = async (work: Promise<unknown>): Promise<undefined> => {
  await work
}

/** An object whose fields the door checks one by one, with words of its own for each. */
export const checkedByDoor = <Shape>() =>
  z.custom<Shape>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'must be an object')
