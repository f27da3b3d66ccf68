'use client'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import { findByName } from './find-by-name.ts'
import { ObjectLink } from './object-link.tsx'
import { useServerQuery } from './use-server-query.ts'

/** A link to an object that is known only by name, as Kubernetes knows hosts and namespaces; plain text when the tree has none. */
export function TreeLink({ kind, name }: { kind: TreeNode['kind']; name: string }) {
  const { data } = useServerQuery('tree', {})
  const href = data && findByName(data, kind, name)?.href
  return href ? <ObjectLink href={href}>{name}</ObjectLink> : name
}
