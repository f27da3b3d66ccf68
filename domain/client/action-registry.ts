import { holds, type User } from '#domain/user.ts'
import { BUILT_IN_ROLES, PRIVILEGES, type Privilege } from '#domain/vsphere/privileges.ts'
import type { ActionDefinition, ActionTarget } from './action-definition.ts'
import { directoryEntries } from './directory-entries.ts'
import { inventoryEntries } from './inventory-entries.ts'
import { workloadEntries } from './workload-entries.ts'

export type { ActionDefinition, ActionId, ActionTarget, ManagedKind, TargetKind } from './action-definition.ts'

/**
 * Every action of the client, in menu order: the ACTIONS menu, the context menus of tree and rows, and the buttons above lists are all
 * made from this list, so that what is refused is greyed everywhere, with the same reason.
 */
export const ACTIONS: readonly ActionDefinition[] = [...inventoryEntries, ...workloadEntries, ...directoryEntries]

/** Why the user lacks the privilege, with the roles that have it; undefined when they hold it. */
const privilegeReason = (user: Pick<User, 'privileges'>, privilege: Privilege): string | undefined => {
  if (holds(user as User, privilege)) return undefined
  const roles = Object.values(BUILT_IN_ROLES).filter(
    ({ privileges }) => privileges.includes('*') || privileges.includes(privilege),
  )
  return `Needs ${privilege} (${PRIVILEGES[privilege]}), held by: ${roles.map(({ name }) => name).join(', ')}`
}

/** The actions of an object for this user, each with the reason when it is refused now. */
export const actionsFor = (
  target: ActionTarget,
  user: Pick<User, 'privileges'>,
): { definition: ActionDefinition; reason?: string }[] =>
  ACTIONS.filter((each) => each.kinds.includes(target.kind) && !each.never?.(target))
    .map((definition) => {
      const reason = (definition.privilege && privilegeReason(user, definition.privilege)) ?? definition.when?.(target)
      return reason ? { definition, reason } : { definition }
    })
    .sort((a, b) => a.definition.group - b.definition.group)
