'use client'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { useActions } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ancestorsOf } from '#components/ui/tree/flatten-tree.ts'
import { Tree } from '#components/ui/tree/tree.tsx'
import { findNode, nodeOfPath, openAtFirst, shownNodes, targetOf } from './tree-nodes.ts'

const MEMORY = 'hemisphere.navigator'

/** What was open at the last visit; empty when there was none. */
const remembered = (): { opened: string[]; closed: string[] } => {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? '') as { opened: string[]; closed: string[] }
  } catch {
    return { opened: [], closed: [] }
  }
}

/** The inventory tree: live, with the same menus as the objects' pages; it remembers what was opened and closed. */
export function Navigator() {
  const path = usePathname()
  const router = useRouter()
  const actions = useActions()
  const { data, error, retry } = useServerQuery('tree', {})
  const [choice, setChoice] = useState<{ opened: string[]; closed: string[] }>({ opened: [], closed: [] })
  useEffect(() => setChoice(remembered()), [])
  const nodes = useMemo(() => shownNodes(data ?? []), [data])
  const selected = nodeOfPath(path, data ?? [])
  const expanded = useMemo(() => {
    const open = new Set([...openAtFirst(data ?? []), ...choice.opened])
    for (const id of choice.closed) open.delete(id)
    return open
  }, [data, choice])
  // The page one goes to is always seen in the tree, also when its branch was closed before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of page opens branches, not every change of the tree
  useEffect(() => {
    const above = selected ? ancestorsOf(nodes, selected) : []
    if (above.length > 0) setChoice((before) => changed(before, above, true))
  }, [selected, nodes.length > 0])
  if (!data) return <QueryProblem error={error} what="the inventory" onRetry={retry} />
  return (
    <Tree
      label="Inventory"
      nodes={nodes}
      expanded={expanded}
      onToggle={(ids, open) =>
        setChoice((before) => {
          const next = changed(before, ids, open)
          localStorage.setItem(MEMORY, JSON.stringify(next))
          return next
        })
      }
      selected={selected}
      onSelect={(node) => node.href && router.push(node.href)}
      menu={(node) => {
        const found = findNode(data, node.id)
        return found ? actions.menuFor(targetOf(found)) : []
      }}
      filterLabel="Filter inventory"
      className="bg-nav"
    />
  )
}

const changed = ({ opened, closed }: { opened: string[]; closed: string[] }, ids: string[], open: boolean) => {
  const without = (list: string[]) => list.filter((id) => !ids.includes(id))
  return open
    ? { opened: [...without(opened), ...ids], closed: without(closed) }
    : { opened: without(opened), closed: [...without(closed), ...ids] }
}
