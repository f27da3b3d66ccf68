import { findByName } from '#components/live/find-by-name.ts'
import { alarmOf, iconOf, overlayOf } from '#components/live/object-looks.ts'
import type { TreeNode as ShownNode } from '#components/ui/tree/tree-node.ts'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'

const BADGES: Partial<Record<NonNullable<TreeNode['state']>, string>> = {
  disconnected: '(disconnected)',
  maintenance: '(maintenance)',
  configuring: '(configuring)',
  removing: '(removing)',
}

/** The inventory as the tree draws it. */
export const shownNodes = (nodes: readonly TreeNode[]): ShownNode[] =>
  nodes.map(({ id, kind, name, href, state, alarm, supervisor, children }) => ({
    id,
    label: name,
    icon: kind === 'cluster' && supervisor ? 'supervisor' : iconOf(kind),
    status: overlayOf(kind, state),
    alarm: alarmOf(alarm, state),
    badge: kind === 'host' && state === 'error' ? '(not responding)' : state && BADGES[state],
    href,
    ...(children ? { children: shownNodes(children) } : {}),
  }))

/** What the menu of a node acts on; the Namespaces folder stands for its cluster. */
export const targetOf = ({ id, kind, name, state, supervisor, children = [] }: TreeNode): ActionTarget => ({
  kind,
  id: kind === 'namespaces' ? id.replace(/-namespaces$/, '') : id,
  name,
  ...(state ? { state } : {}),
  ...(supervisor ? { supervisor } : {}),
  ...(kind === 'datacenter' ? { content: children.length } : {}),
  ...(kind === 'cluster' ? { content: children.filter((child) => child.kind === 'host').length } : {}),
})

/** Finds a node by id. */
export const findNode = (nodes: readonly TreeNode[], id: string): TreeNode | undefined => {
  for (const node of nodes) {
    const found = node.id === id ? node : node.children && findNode(node.children, id)
    if (found) return found
  }
  return undefined
}

/** The node of the page with this path; null when the page is of no object in the tree. */
export const nodeOfPath = (path: string, nodes: readonly TreeNode[]): string | null => {
  const [, area, kind, id, tab] = path.split('/').map(decodeURIComponent)
  if (area !== 'inventory' || !id) return null
  // Pods are too many for the tree: their namespace stands for them.
  if (kind === 'pod') return findByName(nodes, 'namespace', tab ?? '')?.id ?? null
  const folder = tab === 'namespaces' ? findNode(nodes, `${id}-namespaces`) : undefined
  return folder?.id ?? findNode(nodes, id)?.id ?? null
}

/** What is open at the first visit: everything down to the clusters' content. */
export const openAtFirst = (nodes: readonly TreeNode[]): string[] =>
  nodes.flatMap(({ id, kind, children = [] }) =>
    kind === 'vcenter' || kind === 'datacenter' || (kind === 'cluster' && children.length <= 50) || kind === 'namespaces'
      ? [id, ...openAtFirst(children)]
      : [],
  )
