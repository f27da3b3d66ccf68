'use client'
import { useCallback } from 'react'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import { findByName } from './find-by-name.ts'
import { ObjectLink } from './object-link.tsx'
import { useServerQuery } from './use-server-query.ts'

/** Where an object is that is known only by name; undefined when the tree has none. Lists ask once and use it for every row. */
export const useTreeHref = (): ((kind: TreeNode['kind'], name: string) => string | undefined) => {
  const { data } = useServerQuery('tree', {})
  return useCallback((kind, name) => data && findByName(data, kind, name)?.href, [data])
}

/** A link to an object that is known only by name, as Kubernetes knows hosts and namespaces; plain text when the tree has none. */
export function TreeLink({ kind, name }: { kind: TreeNode['kind']; name: string }) {
  const href = useTreeHref()(kind, name)
  return href ? <ObjectLink href={href}>{name}</ObjectLink> : name
}
