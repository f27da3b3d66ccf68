import { expect, test } from 'vitest'
import { flattenTree } from './flatten-tree.ts'
import { findTyped, type TreeCommand, type TreeKey, treeCommand } from './tree-keys.ts'
import type { TreeNode } from './tree-node.ts'

const tree: TreeNode[] = [
  {
    id: 'vc',
    label: 'vc01',
    children: [
      {
        id: 'c1',
        label: 'cluster-01',
        children: [
          { id: 'h1', label: 'esx-1' },
          { id: 'h2', label: 'esx-2' },
        ],
      },
      { id: 'c2', label: 'cluster-02', hasChildren: true },
      { id: 'd', label: 'datastore' },
    ],
  },
]
// 0 vc, 1 c1, 2 h1, 3 h2, 4 c2, 5 d
const flat = flattenTree(tree, new Set(['vc', 'c1']))
const move = (to: number): TreeCommand => ({ kind: 'move', to })
const toggle = (open: boolean, ...ids: string[]): TreeCommand => ({ kind: 'toggle', ids, open })

test.each<[string, TreeKey, number, TreeCommand | null]>([
  ['down', { key: 'ArrowDown' }, 1, move(2)],
  ['down at the end', { key: 'ArrowDown' }, 5, move(5)],
  ['up at the top', { key: 'ArrowUp' }, 0, move(0)],
  ['home', { key: 'Home' }, 4, move(0)],
  ['end', { key: 'End' }, 1, move(5)],
  ['page down', { key: 'PageDown' }, 1, move(4)],
  ['right opens a closed node', { key: 'ArrowRight' }, 4, toggle(true, 'c2')],
  ['right on an open node goes to its first child', { key: 'ArrowRight' }, 1, move(2)],
  ['right on a leaf does nothing', { key: 'ArrowRight' }, 2, null],
  ['left closes an open node', { key: 'ArrowLeft' }, 1, toggle(false, 'c1')],
  ['left on a leaf goes to its parent', { key: 'ArrowLeft' }, 3, move(1)],
  ['left on a closed node goes to its parent', { key: 'ArrowLeft' }, 4, move(0)],
  ['star opens all siblings', { key: '*' }, 4, toggle(true, 'c1', 'c2')],
  ['enter', { key: 'Enter' }, 2, { kind: 'select' }],
  ['dot', { key: '.' }, 2, { kind: 'menu' }],
  ['shift+F10', { key: 'F10', shiftKey: true }, 2, { kind: 'menu' }],
  ['a letter', { key: 'e' }, 0, { kind: 'type', letter: 'e' }],
  ['tab', { key: 'Tab' }, 0, null],
  ['ctrl+k is the palette’s', { key: 'k', ctrlKey: true }, 0, null],
  ['no active node: down goes to the first', { key: 'ArrowDown' }, -1, move(0)],
  ['no active node: enter does nothing', { key: 'Enter' }, -1, null],
])('%s', (_, key, active, command) => expect(treeCommand(key, flat, active, 3)).toEqual(command))

test('right on an open node whose children are not there yet does nothing', () => {
  const open = flattenTree(tree, new Set(['vc', 'c2']))
  expect(treeCommand({ key: 'ArrowRight' }, open, 2, 3)).toBeNull()
})

test.each([
  ['the next one', 0, 'e', 2],
  ['the same letter again moves on', 2, 'e', 3],
  ['round the end', 3, 'e', 2],
  ['more letters may stay', 2, 'es', 2],
  ['more letters choose', 2, 'esx-2', 3],
  ['capitals do not matter', 0, 'CLUSTER-02', 4],
  ['nothing starts so', 0, 'z', -1],
])('type-ahead: %s', (_, active, typed, found) => expect(findTyped(flat, active, typed)).toBe(found))
