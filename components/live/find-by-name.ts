import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'

type Index = ReadonlyMap<string, TreeNode>

const indexes = new WeakMap<readonly TreeNode[], Index>()

/** Built once per answer of the server: a list of pods asks for the host of each row. */
const indexOf = (nodes: readonly TreeNode[]): Index => {
  const known = indexes.get(nodes)
  if (known) return known
  const index = new Map<string, TreeNode>()
  const walk = (siblings: readonly TreeNode[]) => {
    for (const node of siblings) {
      const key = `${node.kind}/${node.name}`
      if (!index.has(key)) index.set(key, node)
      if (node.children) walk(node.children)
    }
  }
  walk(nodes)
  indexes.set(nodes, index)
  return index
}

/** The first node of that kind and name; Kubernetes knows hosts and namespaces only by name. */
export const findByName = (nodes: readonly TreeNode[], kind: TreeNode['kind'], name: string): TreeNode | undefined =>
  indexOf(nodes).get(`${kind}/${name}`)
