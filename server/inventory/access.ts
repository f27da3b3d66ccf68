import { StatusError } from '#domain/errors.ts'
import type { AccessEntry, NamespaceView } from '#domain/vsphere/namespace.ts'
import { checkInput } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { ACCESS_ENTRY } from './namespace-input.ts'
import { checkSubject } from './namespace-parts.ts'
import { NAMESPACE_PARTS, namespaceChange } from './namespace-views.ts'
import { lockNamespace, mustStay, readNamespace } from './namespaces.ts'
import { type Change, operate } from './operation.ts'

const WORDS = { VIEW: 'Can view', EDIT: 'Can edit', OWNER: 'Owner' } as const

const changed = async ({ db, record, event, task }: Change, apiBase: string, id: string, type: string, message: string) => {
  const row = await db.namespace.findUniqueOrThrow({ where: { id }, include: NAMESPACE_PARTS })
  record(namespaceChange(row, apiBase))
  const target = { kind: 'Namespace', id, name: row.name }
  await event(target, { type, message: `${message} namespace ${row.name}` })
  await task('Change permissions', target)
}

/** Gives a person or group a role on a namespace, or changes the one they have. The namespace's RoleBindings follow. */
export const setAccess = async (context: InventoryContext, namespaceId: string, input: AccessEntry): Promise<NamespaceView> => {
  await operate(
    context,
    { privilege: 'Namespaces.Configure', action: 'namespace.setAccess', target: namespaceId },
    async (change) => {
      const namespace = await lockNamespace(change, namespaceId)
      mustStay(namespace)
      const entry = checkInput(ACCESS_ENTRY, input, 'AccessRule', input?.subject)
      const { subjectType, role } = entry
      const { subject, domain } = await checkSubject(change, namespace.name, entry)
      const key = { namespaceId, subjectType, domain, subject }
      const where = { namespaceId_subjectType_domain_subject: key }
      const before = await change.db.accessRule.findUnique({ where })
      await change.db.accessRule.upsert({ where, create: { ...key, role }, update: { role } })
      const message = `Gave ${subject}@${domain} "${WORDS[role]}" on`
      await changed(change, context.urls.apiBase, namespaceId, 'namespace.accessGiven', message)
      change.note({ before: before ?? undefined, after: { ...key, role } })
    },
  )
  return readNamespace(context, namespaceId)
}

/** Takes a person's or group's role on a namespace away; NotFound when they have none. */
export const removeAccess = async (
  context: InventoryContext,
  namespaceId: string,
  input: Omit<AccessEntry, 'role'>,
): Promise<NamespaceView> => {
  await operate(
    context,
    { privilege: 'Namespaces.Configure', action: 'namespace.removeAccess', target: namespaceId },
    async (change) => {
      const namespace = await lockNamespace(change, namespaceId)
      mustStay(namespace)
      const { subjectType, subject, domain } = checkInput(ACCESS_ENTRY.omit({ role: true }), input, 'AccessRule', input?.subject)
      const insensitive = (equals: string) => ({ equals, mode: 'insensitive' as const })
      const { count } = await change.db.accessRule.deleteMany({
        where: { namespaceId, subjectType, subject: insensitive(subject), domain: insensitive(domain) },
      })
      if (!count) throw new StatusError('NotFound', `${subject}@${domain} has no role on namespace "${namespace.name}"`)
      await changed(
        change,
        context.urls.apiBase,
        namespaceId,
        'namespace.accessTaken',
        `Took the role of ${subject}@${domain} away on`,
      )
      change.note({ before: { subjectType, subject, domain } })
    },
  )
  return readNamespace(context, namespaceId)
}
