import { expect, test } from 'vitest'
import { makeNode } from '../testing/make-node.ts'
import type { Taint } from './node.ts'
import { wantedTaints } from './node-taints.ts'

const now = new Date('2026-11-23T08:00:00.500Z')
const timeAdded = '2026-11-23T08:00:00Z'
const earlier = '2026-11-23T07:00:00Z'
const taint = (key: string, effect: Taint['effect'], added?: string): Taint => ({
  key: `node.kubernetes.io/${key}`,
  effect,
  ...(added ? { timeAdded: added } : {}),
})
const people: Taint = { key: 'example.com/gpu', value: 'yes', effect: 'NoSchedule' }

test.each([
  { name: 'a healthy node', node: makeNode(), taints: [] },
  {
    name: 'a node that says it is not ready',
    node: makeNode({ ready: 'False' }),
    taints: [taint('not-ready', 'NoSchedule', timeAdded), taint('not-ready', 'NoExecute', timeAdded)],
  },
  {
    name: 'a node nobody hears from',
    node: makeNode({ ready: 'Unknown' }),
    taints: [taint('unreachable', 'NoSchedule', timeAdded), taint('unreachable', 'NoExecute', timeAdded)],
  },
  {
    name: 'a taint that is there already keeps its time',
    node: makeNode({
      ready: 'Unknown',
      taints: [taint('unreachable', 'NoExecute', earlier), taint('unreachable', 'NoSchedule', earlier)],
    }),
    taints: [taint('unreachable', 'NoSchedule', earlier), taint('unreachable', 'NoExecute', earlier)],
  },
  {
    name: 'a recovered node loses ours and keeps what people put there',
    node: makeNode({ taints: [people, taint('unreachable', 'NoExecute', earlier)] }),
    taints: [people],
  },
  { name: 'a cordoned node', node: makeNode({ unschedulable: true }), taints: [taint('unschedulable', 'NoSchedule', timeAdded)] },
  {
    name: "a person's NoExecute taint is given the time from which evictions count",
    node: makeNode({ taints: [{ key: 'repair', effect: 'NoExecute' }] }),
    taints: [{ key: 'repair', effect: 'NoExecute', timeAdded }],
  },
])('$name', ({ node, taints }) => {
  expect(wantedTaints(node, now)).toEqual(taints)
})
