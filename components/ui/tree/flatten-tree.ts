import type { FlatNode, TreeNode } from './tree-node.ts'

/** The visible nodes from top to bottom. Only the open branches are walked, so a closed cluster of ten thousand pods costs nothing. */
export function flattenTree(nodes: TreeNode[], expanded: ReadonlySet<string>): FlatNode[] {
  const flat: FlatNode[] = []
  const walk = (siblings: TreeNode[], level: number, parent: number) => {
    siblings.forEach((node, at) => {
      const expandable = !!node.hasChildren || (node.children?.length ?? 0) > 0
      const open = expandable && expanded.has(node.id)
      const index =
        flat.push({ node, level, position: at + 1, siblings: siblings.length, parent, expandable, expanded: open }) - 1
      if (open && node.children) walk(node.children, level + 1, index)
    })
  }
  walk(nodes, 1, -1)
  return flat
}

/** What is left of a tree when only matching nodes, their ancestors and everything below them stay; `open` are the ancestors. */
export function filterTree(nodes: TreeNode[], query: string): { nodes: TreeNode[]; open: ReadonlySet<string> } {
  const wanted = query.trim().toLocaleLowerCase()
  const open = new Set<string>()
  const keep = (node: TreeNode): TreeNode | null => {
    const children = (node.children ?? []).map(keep).filter((child) => child !== null)
    const matches = node.label.toLocaleLowerCase().includes(wanted)
    if (children.length > 0) {
      open.add(node.id)
      return { ...node, children: matches ? node.children : children }
    }
    return matches ? node : null
  }
  if (!wanted) return { nodes, open }
  return { nodes: nodes.map(keep).filter((node) => node !== null), open }
}

/** The ids above a node, outermost first; what must be open so that the node is seen. Empty when it is not in the tree. */
export function ancestorsOf(nodes: TreeNode[], id: string): string[] {
  const walk = (siblings: TreeNode[], above: string[]): string[] | null => {
    for (const node of siblings) {
      if (node.id === id) return above
      const found = node.children && walk(node.children, [...above, node.id])
      if (found) return found
    }
    return null
  }
  return walk(nodes, []) ?? []
}
