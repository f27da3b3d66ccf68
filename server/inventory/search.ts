import { holds, type User } from '#domain/user.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { InventoryDatabase } from '../store/inventory-store.ts'
import type { InventoryContext } from './context.ts'
import { visibleNamespaces } from './visible-namespaces.ts'

const MOST_PER_KIND = 8

/** Pods of vSphere Namespaces whose name contains the text, as far as the user may see the namespace. */
const findPods = async (read: InventoryDatabase, user: User, text: string): Promise<TreeNode[]> => {
  const namespaces = await read.namespace.findMany({ where: visibleNamespaces(user), select: { name: true } })
  const rows = await read.$queryRaw<{ api: string; namespace: string; name: string }[]>`
    SELECT api, namespace, name FROM "KubeObject"
    WHERE resource = 'pods' AND namespace = ANY(${namespaces.map(({ name }) => name)}) AND position(${text.toLowerCase()} in name) > 0
    ORDER BY name LIMIT ${MOST_PER_KIND}`
  return rows.map(({ api, namespace, name }) => {
    const address = [api.replace(/^supervisor:/, ''), namespace, name].map(encodeURIComponent).join('/')
    return { id: address, kind: 'pod', name, href: `/inventory/pod/${address}/summary` }
  })
}

/** Objects of any kind whose name (or a host's or machine's address) contains the text; those that begin with it first. */
export const searchInventory = async ({ store, user }: InventoryContext, text: string): Promise<TreeNode[]> => {
  const wanted = text.trim()
  if (!wanted) return []
  const { read } = store.inventory
  const contains = { contains: wanted, mode: 'insensitive' as const }
  const query = {
    where: { name: contains },
    select: { id: true, name: true },
    orderBy: { name: 'asc' as const },
    take: MOST_PER_KIND,
  }
  const addressed = { ...query, where: { OR: [{ name: contains }, { address: contains }] } }
  const namespaces = read.namespace.findMany({ ...query, where: { ...visibleNamespaces(user), name: contains } })
  const everything = holds(user, 'System.Read')
  const lists = Promise.all([
    namespaces.then((rows) => ['namespace', rows] as const),
    ...(everything
      ? [
          read.cluster.findMany(query).then((rows) => ['cluster', rows] as const),
          read.host.findMany(addressed).then((rows) => ['host', rows] as const),
          read.virtualMachine.findMany(addressed).then((rows) => ['vm', rows] as const),
          read.datacenter.findMany(query).then((rows) => ['datacenter', rows] as const),
          read.datastore.findMany(query).then((rows) => ['datastore', rows] as const),
          read.network.findMany(query).then((rows) => ['network', rows] as const),
        ]
      : []),
  ])
  const begins = (node: TreeNode) => (node.name.toLowerCase().startsWith(wanted.toLowerCase()) ? 0 : 1)
  const [groups, pods] = await Promise.all([lists, findPods(read, user, wanted)])
  const found = groups.flatMap(([kind, rows]) =>
    rows.map(({ id, name }): TreeNode => ({ id, kind, name, href: objectHref(kind, id) })),
  )
  return [...found, ...pods].sort((a, b) => begins(a) - begins(b) || a.name.localeCompare(b.name))
}
