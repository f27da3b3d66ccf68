import { holds } from '#domain/user.ts'
import { objectHref } from '#domain/vsphere/href.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import type { InventoryContext } from './context.ts'
import { visibleNamespaces } from './visible-namespaces.ts'

const MOST_PER_KIND = 8

/** Objects of any kind whose name (or a host's or machine's address) contains the text; those that begin with it first. */
export const searchInventory = async ({ store, user }: InventoryContext, text: string): Promise<TreeNode[]> => {
  const wanted = text.trim()
  if (!wanted) return []
  const { read } = store.inventory
  const contains = { contains: wanted, mode: 'insensitive' as const }
  const query = { where: { name: contains }, select: { id: true, name: true }, orderBy: { name: 'asc' as const }, take: MOST_PER_KIND }
  const addressed = { ...query, where: { OR: [{ name: contains }, { address: contains }] } }
  const namespaces = read.namespace.findMany({ ...query, where: { ...visibleNamespaces(user), name: contains } })
  const everything = holds(user, 'System.Read')
  const groups = await Promise.all([
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
  return groups
    .flatMap(([kind, rows]) => rows.map(({ id, name }): TreeNode => ({ id, kind, name, href: objectHref(kind, id) })))
    .sort((a, b) => begins(a) - begins(b) || a.name.localeCompare(b.name))
}
