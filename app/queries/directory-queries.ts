import { z } from 'zod'
import { pageRows } from '#domain/client/page-rows.ts'
import type { QueryName } from '#domain/client/queries.ts'
import { NO_ARGS, PAGE, type QueryContext, type QueryDefinition } from './define-query.ts'

type DirectoryQueryName = Extract<QueryName, 'users' | 'groups' | 'roles' | 'permissions' | 'ownTokens'>

const directory = ({ plane, user }: QueryContext) => plane.directory.as(user)
const page = z.strictObject(PAGE)

/** The client's questions about people; the directory refuses whoever may not ask. */
export const directoryQueries: { [Name in DirectoryQueryName]: QueryDefinition<Name> } = {
  users: { schema: page, run: (context, query) => directory(context).users(query) },
  groups: {
    schema: page,
    run: async (context, query) =>
      pageRows(await directory(context).groups(), query, '0', { usual: 'name', text: ['name', 'description'] }),
  },
  ownTokens: { schema: NO_ARGS, run: (context) => directory(context).ownTokens() },
  roles: { schema: NO_ARGS, run: (context) => directory(context).roles() },
  permissions: {
    schema: page,
    run: async (context, query) =>
      pageRows(await directory(context).permissions(), query, '0', { usual: 'subject', text: ['subject', 'roleName'] }),
  },
}
