import { StatusError } from '#domain/errors.ts'
import type { AccessEntry, NamespaceSpec } from '#domain/vsphere/namespace.ts'
import { storageClassName } from '#domain/vsphere/units.ts'
import { invalidField } from './check-input.ts'
import type { Change } from './operation.ts'

type Db = Pick<Change, 'db'>

const duplicate = (items: readonly string[]): string | undefined => items.find((item, index) => items.indexOf(item) !== index)

/** The subject as the directory spells it; Invalid when the local domain has no such user or group. */
export const checkSubject = async (
  { db }: Db,
  namespace: string,
  entry: Omit<AccessEntry, 'role'>,
  field = 'subject',
): Promise<{ subject: string; domain: string }> => {
  const where = {
    name: { equals: entry.subject, mode: 'insensitive' as const },
    domain: { equals: entry.domain, mode: 'insensitive' as const },
  }
  const found = entry.subjectType === 'USER' ? await db.user.findFirst({ where }) : await db.group.findFirst({ where })
  if (found) return { subject: found.name, domain: found.domain }
  const noun = entry.subjectType === 'USER' ? 'user' : 'group'
  throw invalidField('Namespace', namespace, field, `there is no ${noun} ${entry.subject}@${entry.domain}`)
}

/** Access rules ready to store; each subject once. */
export const checkAccess = async (change: Db, namespace: string, access: readonly AccessEntry[]): Promise<AccessEntry[]> => {
  const checked: AccessEntry[] = []
  for (const [index, entry] of access.entries()) {
    checked.push({ ...entry, ...(await checkSubject(change, namespace, entry, `access.${index}.subject`)) })
  }
  const twice = duplicate(checked.map(({ subjectType, subject, domain }) => `${subjectType.toLowerCase()} ${subject}@${domain}`))
  if (twice) throw invalidField('Namespace', namespace, 'access', `${twice} is named twice`)
  return checked
}

/** Storage limits ready to store: policies that exist, each once, with a datastore of the cluster, and no two with one StorageClass name. */
export const checkStorage = async (
  { db }: Db,
  namespace: string,
  clusterId: string,
  storage: NamespaceSpec['storage'],
): Promise<NamespaceSpec['storage']> => {
  const fail = (message: string) => invalidField('Namespace', namespace, 'storage', message)
  const twice = duplicate(storage.map(({ policyId }) => policyId))
  if (twice) throw fail(`storage policy ${twice} is named twice`)
  const policies = await db.storagePolicy.findMany({ where: { id: { in: storage.map(({ policyId }) => policyId) } } })
  const stores = await db.datastoreCluster.findMany({ where: { clusterId }, select: { datastore: { select: { tags: true } } } })
  const tags = new Set(stores.flatMap(({ datastore }) => datastore.tags))
  for (const { policyId } of storage) {
    const policy = policies.find(({ id }) => id === policyId)
    if (!policy) throw fail(`there is no storage policy ${policyId}`)
    if (!policy.tags.some((tag) => tags.has(tag))) {
      throw fail(`no datastore of the cluster satisfies policy "${policy.name}" (tags ${policy.tags.join(', ')})`)
    }
  }
  const shared = duplicate(policies.map(({ name }) => storageClassName(name)))
  if (shared) throw fail(`two of the policies would both become the StorageClass "${shared}"`)
  return storage
}

/** VM classes ready to store: all exist. */
export const checkVmClasses = async ({ db }: Db, namespace: string, ids: readonly string[]): Promise<string[]> => {
  const wanted = [...new Set(ids)]
  const found = await db.vmClass.findMany({ where: { id: { in: wanted } }, select: { id: true } })
  const unknown = wanted.filter((id) => !found.some((each) => each.id === id))
  if (unknown.length) throw invalidField('Namespace', namespace, 'vmClassIds', `there is no VM class ${unknown.join(', ')}`)
  return wanted
}

/** The Supervisor, if it can take a namespace now; NotFound or Conflict otherwise. */
export const supervisorFor = async (
  { db }: Db,
  supervisorId: string,
): Promise<{ id: string; name: string; clusterId: string }> => {
  const row = await db.supervisor.findUnique({ where: { id: supervisorId } })
  if (!row) {
    throw new StatusError('NotFound', `There is no Supervisor "${supervisorId}"; enable Workload Management on a cluster first`)
  }
  if (row.removing || row.configStatus === 'REMOVING') {
    throw new StatusError('Conflict', `Supervisor "${row.name}" is being disabled; namespaces can't be created on it any more`)
  }
  if (row.configStatus === 'CONFIGURING') {
    throw new StatusError('Conflict', `Supervisor "${row.name}" is still being configured; wait until it is running`)
  }
  return row
}
