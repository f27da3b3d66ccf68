import { holds } from '#domain/user.ts'
import type { InventoryContext } from './context.ts'
import type { InventoryClient } from './inventory.ts'
import { requirePrivilege } from './require-privilege.ts'

const MOST = 20

/** Users and groups whose name or display name contains the text, to pick from when giving access. Needs Namespaces.Configure. */
export const searchPrincipals = async (context: InventoryContext, text: string): ReturnType<InventoryClient['principals']> => {
  if (!holds(context.user, 'Authorization.ModifyPermissions')) await requirePrivilege(context, 'Namespaces.Configure')
  const { read } = context.store.inventory
  const contains = { contains: text.trim(), mode: 'insensitive' as const }
  const [groups, users] = await Promise.all([
    read.group.findMany({ where: { OR: [{ name: contains }, { description: contains }] }, orderBy: { name: 'asc' }, take: MOST }),
    read.user.findMany({
      where: { disabled: false, OR: [{ name: contains }, { displayName: contains }] },
      orderBy: { name: 'asc' },
      take: MOST,
    }),
  ])
  return [
    ...groups.map(({ name, domain, description }) => ({
      subjectType: 'GROUP' as const,
      subject: name,
      domain,
      displayName: description || name,
    })),
    ...users.map(({ name, domain, displayName }) => ({
      subjectType: 'USER' as const,
      subject: name,
      domain,
      displayName: displayName || name,
    })),
  ]
}
