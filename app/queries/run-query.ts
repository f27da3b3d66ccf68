import type { QueryArgs, QueryName, QueryValue } from '#domain/client/queries.ts'
import { badRequest, StatusError } from '#domain/errors.ts'
import { controlPlane } from '#server/control-plane.ts'
import type { SessionUser } from '../session.ts'
import type { QueryDefinition } from './define-query.ts'
import { directoryQueries } from './directory-queries.ts'
import { inventoryQueries } from './inventory-queries.ts'
import { workloadQueries } from './workload-queries.ts'

/** Every query of the client by name. */
export const QUERIES: { [Name in QueryName]: QueryDefinition<Name> } = {
  ...inventoryQueries,
  ...workloadQueries,
  ...directoryQueries,
}

/** Answers a query as the user. NotFound for a name there is none of, BadRequest for arguments it does not take. */
export const runQuery = async (user: SessionUser, name: string, args: unknown): Promise<unknown> => {
  if (!Object.hasOwn(QUERIES, name)) throw new StatusError('NotFound', `there is no query "${name}"`)
  const query = QUERIES[name as QueryName] as QueryDefinition<QueryName>
  const parsed = query.schema.safeParse(args)
  if (!parsed.success) {
    throw badRequest(parsed.error.issues.map(({ path, message }) => `${path.join('.') || name}: ${message}`).join('; '))
  }
  const plane = await controlPlane()
  return query.run({ plane, user, inventory: plane.inventory.as(user) }, parsed.data as never)
}

/** The same for code that knows the name: pages that are rendered with their data. */
export const ask = <Name extends QueryName>(user: SessionUser, name: Name, args: QueryArgs<Name>): Promise<QueryValue<Name>> =>
  runQuery(user, name, args) as Promise<QueryValue<Name>>
