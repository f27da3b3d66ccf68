import { holds, type User } from '#domain/user.ts'
import { parseSsoName } from '#domain/vsphere/sso-subject.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'

const rules = (subjectType: 'USER' | 'GROUP', names: readonly string[]): Prisma.AccessRuleWhereInput[] =>
  names
    .filter((name) => name.startsWith('sso:'))
    .flatMap((name) => parseSsoName(name) ?? [])
    .map(({ subject, domain }) => ({
      subjectType,
      subject: { equals: subject, mode: 'insensitive' },
      domain: { equals: domain, mode: 'insensitive' },
    }))

/** The access rules that are about this user. */
export const rulesAbout = (user: User): Prisma.AccessRuleWhereInput => ({
  OR: [...rules('USER', [user.name]), ...rules('GROUP', user.groups)],
})

/** The namespaces a user may see: all with Namespaces.ListAccess, else those a rule gives; asked of the database, never filtered after. */
export const visibleNamespaces = (user: User): Prisma.NamespaceWhereInput =>
  holds(user, 'Namespaces.ListAccess') ? {} : { access: { some: rulesAbout(user) } }
