import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Tree, type TreeNode } from './tree.tsx'

const hosts = Array.from({ length: 1000 }, (_, at): TreeNode => ({ id: `host-${at}`, label: `esx-${at}`, href: `/host-${at}` }))
const nodes: TreeNode[] = [{ id: 'vc', label: 'vc01', icon: 'vcenter', children: hosts }]

const draw = (expanded: string[], selected: string | null = null) =>
  renderToStaticMarkup(
    <Tree
      label="Inventory"
      nodes={nodes}
      expanded={new Set(expanded)}
      onToggle={() => undefined}
      selected={selected}
      onSelect={() => undefined}
    />,
  )

test('a closed branch shows itself alone and says that it can be opened', () => {
  const markup = draw([])
  expect(markup.split('role="treeitem"').length - 1).toBe(1)
  expect(markup).toContain('aria-expanded="false"')
})

test('an open branch of a thousand draws few items, each knowing its place', () => {
  const markup = draw(['vc'], 'host-3')
  expect(markup.split('role="treeitem"').length - 1).toBeLessThanOrEqual(80)
  expect(markup).toContain('aria-setsize="1000"')
  expect(markup).toMatch(/data-node="host-3" aria-level="2" aria-posinset="4" aria-setsize="1000" aria-selected="true"/)
})

test('nodes with a page are links', () => {
  expect(draw(['vc'])).toContain('href="/host-0"')
})
