import { systemUser } from '#domain/user.ts'
import { hashPassword } from '#server/auth/passwords.ts'
import { ensureBuiltIns } from '#server/inventory/built-ins.ts'
import type { Inventory } from '#server/inventory/inventory.ts'
import type { InventoryStore, InventoryTransaction } from '#server/store/inventory-store.ts'

const DOMAIN = 'vsphere.local'

interface Person {
  name: string
  displayName: string
  group: string
  password: string | undefined
}

const addPerson = async ({ db, record }: InventoryTransaction, { name, displayName, group, password }: Person): Promise<void> => {
  const { id: groupId } = await db.group.findUniqueOrThrow({ where: { domain_name: { domain: DOMAIN, name: group } } })
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const user = await db.user.create({
    data: { name, displayName, domain: DOMAIN, passwordHash, groups: { create: { groupId } } },
  })
  record({ kind: 'User', id: user.id, operation: 'ADDED', object: { id: user.id, name, domain: DOMAIN } })
}

const addGroup = async (
  { db, record }: InventoryTransaction,
  name: string,
  description: string,
  roleId?: string,
): Promise<void> => {
  const group = await db.group.create({
    data: { name, domain: DOMAIN, description, ...(roleId ? { permissions: { create: { roleId } } } : {}) },
  })
  record({ kind: 'Group', id: group.id, operation: 'ADDED', object: { id: group.id, name, domain: DOMAIN } })
}

/**
 * Makes what every installation has: roles, VM classes, alarm definitions and, when there is nobody yet, the groups and the first
 * administrator. Says whether it made the administrator. Running it again changes nothing.
 */
export const seedInstallation = async ({
  store,
  administratorPassword,
}: {
  store: { inventory: InventoryStore }
  administratorPassword: string
}): Promise<{ createdAdministrator: boolean }> => {
  await ensureBuiltIns(store.inventory)
  return store.inventory.write(async (transaction) => {
    await transaction.db.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(7270101)`
    if (await transaction.db.user.count()) return { createdAdministrator: false }
    await addGroup(transaction, 'Administrators', 'Full control of everything', 'administrator')
    await addGroup(transaction, 'Operators', 'Run hosts, namespaces and alarms', 'operator')
    await addGroup(transaction, 'ReadOnlyUsers', 'See everything, change nothing', 'read-only')
    const password = administratorPassword
    await addPerson(transaction, { name: 'Administrator', displayName: 'Administrator', group: 'Administrators', password })
    return { createdAdministrator: true }
  })
}

/** The addresses of the lab's networks: pods have room for 1,000 hosts. */
const LAB_POOLS = [
  { network: 'lab-management', purpose: 'MANAGEMENT', cidr: '192.168.10.0/24', gateway: '192.168.10.1' },
  { network: 'lab-workload', purpose: 'POD', cidr: '10.244.0.0/16', gateway: '10.244.0.1' },
  { network: 'lab-workload', purpose: 'SERVICE', cidr: '10.96.0.0/22', gateway: null },
  { network: 'lab-workload', purpose: 'INGRESS', cidr: '192.168.20.0/24', gateway: null },
  { network: 'lab-workload', purpose: 'EGRESS', cidr: '192.168.21.0/24', gateway: null },
]
const LAB_POLICIES = [
  { name: 'Gold', description: 'Lab: on the fast datastore', tags: ['gold'] },
  { name: 'Silver', description: 'Lab: on the fast or the large datastore', tags: ['gold', 'silver'] },
  { name: 'Bronze', description: 'Lab: on the large datastore', tags: ['silver'] },
]
const TERA = 1024n ** 4n

/** How many of the lab's hosts join which cluster: a second one only where there are hosts to spare. */
const hostsPerCluster = (hosts: number): [name: string, hosts: number][] =>
  hosts >= 12
    ? [
        ['cluster-01', hosts - 4],
        ['cluster-02', 4],
      ]
    : [['cluster-01', hosts]]

/**
 * Which cluster the lab's hosts join, in the order of their numbers. A lab that is there already keeps its hosts where they are: with fewer
 * the last ones stay out, and more of them join the first cluster.
 */
const placesOf = (hosts: number, before: readonly LabPlace[]): LabPlace[] => {
  if (before.length === 0) return hostsPerCluster(hosts).map(([name, count]) => ({ name, hosts: count }))
  const places: LabPlace[] = []
  let left = hosts
  for (const place of [...before, { name: 'cluster-01', hosts }]) {
    const count = Math.min(place.hosts, left)
    const last = places.at(-1)
    left -= count
    if (last?.name === place.name) last.hosts += count
    else if (count > 0) places.push({ name: place.name, hosts: count })
  }
  return places
}

const addClusters = async (
  { db, nextId, record }: InventoryTransaction,
  datacenterId: string,
  hosts: number,
): Promise<string[]> => {
  const ids: string[] = []
  for (const [name] of hostsPerCluster(hosts)) {
    const row = await db.cluster.create({ data: { id: await nextId('cluster'), name, datacenterId } })
    record({ kind: 'Cluster', id: row.id, operation: 'ADDED', object: { id: row.id, name, datacenterId } })
    ids.push(row.id)
  }
  return ids
}

const addStorage = async (
  { db, nextId, record }: InventoryTransaction,
  datacenterId: string,
  clusterIds: string[],
): Promise<void> => {
  for (const [name, type, tags, capacityBytes] of [
    ['lab-fast', 'vSAN', ['gold'], 20n * TERA],
    ['lab-large', 'NFS', ['silver'], 100n * TERA],
  ] as const) {
    const id = await nextId('datastore')
    const clusters = { create: clusterIds.map((clusterId) => ({ clusterId })) }
    await db.datastore.create({
      data: { id, name, datacenterId, type, tags: [...tags], capacityBytes, freeBytes: capacityBytes, clusters },
    })
    record({ kind: 'Datastore', id, operation: 'ADDED', object: { id, name, datacenterId, type } })
  }
  await db.storagePolicy.createMany({ data: LAB_POLICIES, skipDuplicates: true })
}

const addNetworks = async ({ db, nextId, record }: InventoryTransaction, datacenterId: string): Promise<void> => {
  for (const [name, kind, vlan] of [
    ['lab-management', 'MANAGEMENT', 10],
    ['lab-workload', 'WORKLOAD', 20],
  ] as const) {
    const id = await nextId('network')
    const pools = LAB_POOLS.filter(({ network }) => network === name)
    await db.network.create({
      data: {
        id,
        name,
        datacenterId,
        kind,
        vlan,
        pools: {
          create: pools.map(({ purpose, cidr, gateway }) => ({
            name: `${name}-${purpose.toLowerCase()}`,
            purpose,
            cidr,
            gateway,
          })),
        },
      },
    })
    record({ kind: 'Network', id, operation: 'ADDED', object: { id, name, datacenterId, kind } })
  }
}

const LAB_DATACENTER = 'dc-lab'

/** Makes the lab's inventory unless there is a datacenter already; an operator and a DevOps user come with it. */
const addLab = (store: InventoryStore, hosts: number, passwords: LabPasswords): Promise<void> =>
  store.write(async (transaction) => {
    const { db, nextId, record } = transaction
    await db.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(7270101)`
    if (await db.datacenter.count()) return
    const datacenterId = await nextId('datacenter')
    await db.datacenter.create({ data: { id: datacenterId, name: LAB_DATACENTER } })
    record({ kind: 'Datacenter', id: datacenterId, operation: 'ADDED', object: { id: datacenterId, name: LAB_DATACENTER } })
    const clusterIds = await addClusters(transaction, datacenterId, hosts)
    await addStorage(transaction, datacenterId, clusterIds)
    await addNetworks(transaction, datacenterId)
    if (await db.user.count({ where: { name: 'devops', domain: DOMAIN } })) return
    await addGroup(transaction, 'developers', 'Lab: people who work in namespaces')
    const { devops, operator } = passwords
    await addPerson(transaction, { name: 'devops', displayName: 'Lab DevOps engineer', group: 'developers', password: devops })
    await addPerson(transaction, { name: 'operator', displayName: 'Lab operator', group: 'Operators', password: operator })
  })

export interface LabPasswords {
  devops?: string
  operator?: string
}

/** How many of the lab's hosts belong into the cluster of that name. */
export interface LabPlace {
  name: string
  hosts: number
}

export interface LabCluster extends LabPlace {
  id: string
  /** Lets them join for a day; a new one at every call. */
  token: string
}

/**
 * Makes the lab when there is no datacenter yet (after `seedInstallation`), and answers where its hosts belong, in the order of their
 * numbers, with a fresh join token for each cluster, so that they can join now or come back after a restart. `before` is the answer of the
 * last start. A cluster comes twice when the lab has grown. No answer when the inventory is somebody's own and holds no lab.
 */
export const seedLab = async ({
  store,
  inventory,
  hosts,
  before = [],
  passwords = {},
}: {
  store: { inventory: InventoryStore }
  inventory: Inventory
  hosts: number
  before?: readonly LabPlace[]
  passwords?: LabPasswords
}): Promise<LabCluster[]> => {
  await addLab(store.inventory, hosts, passwords)
  const door = inventory.as(systemUser('lab'))
  const lab = (await door.datacenters()).find(({ name }) => name === LAB_DATACENTER)
  if (!lab) return []
  const { rows } = await door.clusters({ filters: { datacenterId: [lab.id] } })
  const tokens = new Map<string, string>()
  const clusters: LabCluster[] = []
  for (const place of placesOf(hosts, before)) {
    const cluster = rows.find(({ name }) => name === place.name)
    if (!cluster) continue
    const token = tokens.get(cluster.id) ?? (await door.createJoinToken(cluster.id)).token
    tokens.set(cluster.id, token)
    clusters.push({ ...place, id: cluster.id, token })
  }
  return clusters
}
