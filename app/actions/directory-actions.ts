import { z } from 'zod'
import { BY_ID, ID, type QueryContext } from '../queries/define-query.ts'
import { type ActionTable, idOf, nothing } from './define-action.ts'

const NAME = z.string().trim().min(1, 'Enter a name.').max(64)
const MEMBER = z.strictObject({ groupId: ID, userId: ID })
const directory = ({ plane, user }: QueryContext) => plane.directory.as(user)

/** What can be done to people, groups and their roles. */
export const directoryActions: ActionTable<
  | 'createUser'
  | 'setPassword'
  | 'setUserDisabled'
  | 'deleteUser'
  | 'createGroup'
  | 'deleteGroup'
  | 'addMember'
  | 'removeMember'
  | 'grantRole'
  | 'revokeRole'
  | 'changeOwnPassword'
  | 'createToken'
  | 'revokeToken'
> = {
  createUser: {
    schema: z.strictObject({
      name: NAME,
      displayName: z.string().max(200).optional(),
      email: z.string().max(200).optional(),
      password: z.string().max(1000),
      groupIds: z.array(ID).optional(),
    }),
    run: (context, args) => idOf(directory(context).createUser(args)),
  },
  setPassword: {
    schema: z.strictObject({ id: ID, password: z.string().max(1000) }),
    run: (context, { id, password }) => nothing(directory(context).setPassword(id, password)),
  },
  setUserDisabled: {
    schema: z.strictObject({ id: ID, disabled: z.boolean() }),
    run: (context, { id, disabled }) => idOf(directory(context).updateUser(id, { disabled })),
  },
  deleteUser: { schema: BY_ID, run: (context, { id }) => nothing(directory(context).deleteUser(id)) },
  createGroup: {
    schema: z.strictObject({ name: NAME, description: z.string().max(1000).optional() }),
    run: (context, args) => idOf(directory(context).createGroup(args)),
  },
  deleteGroup: { schema: BY_ID, run: (context, { id }) => nothing(directory(context).deleteGroup(id)) },
  addMember: { schema: MEMBER, run: (context, { groupId, userId }) => idOf(directory(context).addMember(groupId, userId)) },
  removeMember: { schema: MEMBER, run: (context, { groupId, userId }) => idOf(directory(context).removeMember(groupId, userId)) },
  grantRole: {
    schema: z.strictObject({ roleId: ID, userId: ID.optional(), groupId: ID.optional() }),
    run: (context, args) => idOf(directory(context).grant(args)),
  },
  revokeRole: { schema: BY_ID, run: (context, { id }) => nothing(directory(context).revoke(id)) },
  changeOwnPassword: {
    schema: z.strictObject({ current: z.string().max(1000), next: z.string().min(1, 'Enter a new password.').max(1000) }),
    run: (context, { current, next }) =>
      nothing(
        directory(context).changeOwnPassword(current, next, context.sessionId ? { keepSession: context.sessionId } : undefined),
      ),
  },
  createToken: {
    schema: z.strictObject({ name: z.string().trim().min(1, 'Enter a name.').max(100), days: z.number().optional() }),
    run: (context, args) => directory(context).createToken(args),
  },
  revokeToken: { schema: BY_ID, run: (context, { id }) => nothing(directory(context).revokeToken(id)) },
}
