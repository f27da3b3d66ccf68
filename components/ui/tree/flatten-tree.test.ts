import { expect, test } from 'vitest'
import { ancestorsOf, filterTree, flattenTree } from './flatten-tree.ts'
import type { TreeNode } from './tree-node.ts'

const node = (id: string, children?: TreeNode[], more: Partial<TreeNode> = {}): TreeNode => ({ id, label: id, children, ...more })
const tree = [node('vc', [node('c1', [node('esx-1'), node('esx-2')]), node('c2', undefined, { hasChildren: true })])]
const lines = (nodes: TreeNode[], open: string[]) =>
  flattenTree(nodes, new Set(open)).map(
    (flat) => `${flat.level} ${flat.node.id} ${flat.position}/${flat.siblings} ${flat.parent}`,
  )

test('only open branches are listed, with level, place among siblings and parent', () => {
  expect(lines(tree, [])).toEqual(['1 vc 1/1 -1'])
  expect(lines(tree, ['vc', 'c1'])).toEqual(['1 vc 1/1 -1', '2 c1 1/2 0', '3 esx-1 1/2 1', '3 esx-2 2/2 1', '2 c2 2/2 0'])
})

test('a closed parent hides open branches below it', () => {
  expect(lines(tree, ['c1'])).toEqual(['1 vc 1/1 -1'])
})

test('a node whose children are not loaded can be opened and shows none yet', () => {
  const c2 = flattenTree(tree, new Set(['vc', 'c2'])).find((flat) => flat.node.id === 'c2')
  expect(c2).toMatchObject({ expandable: true, expanded: true })
  const leaf = flattenTree([node('leaf', [])], new Set(['leaf']))[0]
  expect(leaf).toMatchObject({ expandable: false, expanded: false })
})

test('a filter keeps the ancestors of what matches and opens them', () => {
  const { nodes, open } = filterTree(tree, ' ESX-2 ')
  expect([...open].sort()).toEqual(['c1', 'vc'])
  expect(lines(nodes, [...open])).toEqual(['1 vc 1/1 -1', '2 c1 1/1 0', '3 esx-2 1/1 1'])
})

test('what is below a match stays', () => {
  expect(filterTree(tree, 'c1').nodes[0]?.children?.[0]?.children?.map((child) => child.id)).toEqual(['esx-1', 'esx-2'])
  expect(filterTree([node('esx-farm', [node('esx-1'), node('other')])], 'esx').nodes[0]?.children).toHaveLength(2)
})

test('an empty filter changes nothing, a hopeless one leaves nothing', () => {
  expect(filterTree(tree, '  ').nodes).toBe(tree)
  expect(filterTree(tree, 'zzz').nodes).toEqual([])
})

test('the way down to a node', () => {
  expect(ancestorsOf(tree, 'esx-2')).toEqual(['vc', 'c1'])
  expect(ancestorsOf(tree, 'vc')).toEqual([])
  expect(ancestorsOf(tree, 'nowhere')).toEqual([])
})
