import { expect, test } from 'vitest'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import { findByName } from './find-by-name.ts'

const node = (kind: TreeNode['kind'], id: string, name: string, children?: TreeNode[]): TreeNode => ({
  kind,
  id,
  name,
  href: `/${id}`,
  ...(children ? { children } : {}),
})
const tree = [
  node('vcenter', 'vc', 'shop', [node('cluster', 'c1', 'one', [node('host', 'h1', 'esx-01'), node('namespace', 'n1', 'shop')])]),
]

test.each([
  ['host', 'esx-01', 'h1'],
  ['namespace', 'shop', 'n1'],
  ['vcenter', 'shop', 'vc'],
  ['host', 'shop', undefined],
  ['pod', 'esx-01', undefined],
] as const)('%s "%s" is %s', (kind, name, id) => expect(findByName(tree, kind, name)?.id).toBe(id))

test('another answer of the server is another tree', () => {
  expect(findByName([node('host', 'h9', 'esx-01')], 'host', 'esx-01')?.id).toBe('h9')
})
