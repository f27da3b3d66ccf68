import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'

/** The node of that kind and name; Kubernetes knows hosts and namespaces only by name. */
export const findByName = (nodes: readonly TreeNode[], kind: TreeNode['kind'], name: string): TreeNode | undefined => {
  for (const node of nodes) {
    const found = node.kind === kind && node.name === name ? node : node.children && findByName(node.children, kind, name)
    if (found) return found
  }
  return undefined
}
