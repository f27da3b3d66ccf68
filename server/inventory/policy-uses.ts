import { StatusError } from '#domain/errors.ts'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import type { Change } from './operation.ts'

type Db = Change['db']

/** Somebody who puts disks on a cluster's datastores by a storage policy. */
export interface PolicyUse {
  policyId: string
  clusterId: string
  /** `namespace "team-a"` or `Supervisor "supervisor-01"`. */
  user: string
}

/** Who uses storage policies, one of them when asked: namespaces by their storage limits, Supervisors by what they were enabled with. */
export const policyUses = async (db: Db, policyId?: string): Promise<PolicyUse[]> => {
  const supervisors = await db.supervisor.findMany({
    select: { name: true, clusterId: true, spec: true },
    orderBy: { name: 'asc' },
  })
  const limits = await db.storageLimit.findMany({
    select: { policyId: true, namespace: { select: { name: true, supervisor: { select: { clusterId: true } } } } },
    orderBy: { namespace: { name: 'asc' } },
  })
  const uses = [
    ...supervisors.flatMap(({ name, clusterId, spec }) =>
      [...new Set(Object.values((spec as unknown as EnableSpec).storage ?? {}))].map((used) => ({
        policyId: used,
        clusterId,
        user: `Supervisor "${name}"`,
      })),
    ),
    ...limits.map(({ policyId: used, namespace }) => ({
      policyId: used,
      clusterId: namespace.supervisor.clusterId,
      user: `namespace "${namespace.name}"`,
    })),
  ]
  return policyId === undefined ? uses : uses.filter((use) => use.policyId === policyId)
}

/** The first users by name, for a refusal. */
export const userNames = (uses: readonly PolicyUse[]): string => {
  const users = [...new Set(uses.map(({ user }) => user))]
  return `${users.slice(0, 10).join(', ')}${users.length > 10 ? ' …' : ''}`
}

const keyOf = ({ policyId, clusterId, user }: PolicyUse): string => `${policyId} ${clusterId} ${user}`

/** The uses that no datastore of their cluster satisfies. */
const homeless = async (db: Db): Promise<(PolicyUse & { policy: string })[]> => {
  const uses = await policyUses(db)
  const policies = await db.storagePolicy.findMany({ where: { id: { in: uses.map(({ policyId }) => policyId) } } })
  const stores = await db.datastoreCluster.findMany({ select: { clusterId: true, datastore: { select: { tags: true } } } })
  return uses.flatMap((use) => {
    const policy = policies.find(({ id }) => id === use.policyId)
    const satisfied = stores.some(
      ({ clusterId, datastore }) => clusterId === use.clusterId && datastore.tags.some((tag) => policy?.tags.includes(tag)),
    )
    return policy && !satisfied ? [{ ...use, policy: policy.name }] : []
  })
}

/**
 * Does the write, and refuses it with Conflict when it leaves a policy in use without any datastore in its cluster; `problem` says so in
 * the words of what is changed. The transaction that it is part of must be rolled back then.
 */
export const keepingPoliciesSatisfied = async (
  db: Db,
  problem: (policies: string) => string,
  write: () => Promise<unknown>,
): Promise<void> => {
  // One at a time, or two changes could each take away what the other one leaves.
  await db.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(7270102)`
  const before = new Set((await homeless(db)).map(keyOf))
  await write()
  const lost = (await homeless(db)).filter((use) => !before.has(keyOf(use)))
  if (!lost.length) return
  const policies = [...new Set(lost.map(({ policy }) => `"${policy}"`))].join(', ')
  throw new StatusError(
    'Conflict',
    `${problem(policies)} (${userNames(lost)}); give another datastore of the cluster a tag of the policy first`,
  )
}
