'use client'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import { ObjectLink } from './object-link.tsx'
import { useServerQuery } from './use-server-query.ts'

const hrefOf = (nodes: readonly TreeNode[], kind: TreeNode['kind'], name: string): string | undefined => {
  for (const node of nodes) {
    const href = node.kind === kind && node.name === name ? node.href : node.children && hrefOf(node.children, kind, name)
    if (href) return href
  }
  return undefined
}

/** A link to an object that is known only by name, as Kubernetes knows hosts and namespaces; plain text when the tree has none. */
export function TreeLink({ kind, name }: { kind: TreeNode['kind']; name: string }) {
  const { data } = useServerQuery('tree', {})
  const href = data && hrefOf(data, kind, name)
  return href ? <ObjectLink href={href}>{name}</ObjectLink> : name
}
