import type { TreeNode } from './inventory-tree.ts'

/** Where an inventory object's page is in the client. */
export const objectHref = (kind: TreeNode['kind'], id: string): string => `/inventory/${kind}/${encodeURIComponent(id)}/summary`
