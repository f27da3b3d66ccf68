import { describe, expect, test } from 'vitest'
import type { Node } from '#domain/kube/node.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { Fix, NoPlacement, Placement } from '#domain/placement.ts'
import { makeNode, type NodeOptions } from '#domain/testing/make-node.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { schedule } from './schedule.ts'
import { type NamespaceFacts, Snapshot } from './snapshot.ts'
import { placeAll } from './testing/place-all.ts'

const GI = 1024 ** 3

const placed = (pod: Pod, snapshot: Snapshot, seed?: number): Placement => {
  const answer = schedule(pod, snapshot, seed === undefined ? {} : { seed })
  if (answer.host === null) throw new Error(answer.summary)
  return answer
}

const refused = (pod: Pod, snapshot: Snapshot): NoPlacement => {
  const answer = schedule(pod, snapshot)
  if (answer.host !== null) throw new Error(`placed on ${answer.host}`)
  return answer
}

const some = (count: number, options: NodeOptions = {}): Node[] =>
  Array.from({ length: count }, (_, i) => makeNode({ name: `esx-${String(i + 1).padStart(3, '0')}`, ...options }))

describe('DRS', () => {
  test('chooses the least loaded host', () => {
    const pods = [
      makePod({ name: 'a', node: 'esx-001', requests: { cpu: '8' } }),
      makePod({ name: 'b', node: 'esx-002', requests: { cpu: '4' } }),
      makePod({ name: 'c', node: 'esx-003', requests: { cpu: '12' } }),
    ]
    expect(placed(makePod(), Snapshot.of({ nodes: some(3), pods })).host).toBe('esx-002')
  })

  test('balances memory as well as cpu', () => {
    const nodes = some(2, { cpu: '16', memory: '16Gi' })
    const pods = [
      makePod({ name: 'a', node: 'esx-001', requests: { cpu: '4', memory: '12Gi' } }),
      makePod({ name: 'b', node: 'esx-002', requests: { cpu: '6', memory: '1Gi' } }),
    ]
    expect(placed(makePod({ requests: { cpu: '1', memory: '2Gi' } }), Snapshot.of({ nodes, pods })).host).toBe('esx-002')
  })

  test('equal hosts: fewest pods, then the name', () => {
    const none = { requests: { cpu: '0', memory: '0' }, overhead: {} }
    const pods = [makePod({ name: 'a', node: 'esx-001', ...none })]
    const snapshot = Snapshot.of({ nodes: some(3), pods })
    expect(placed(makePod(), snapshot).candidates.map(({ host }) => host)).toEqual(['esx-002', 'esx-003', 'esx-001'])
  })

  test('explains the choice: the parts, and what the host would look like', () => {
    const pods = [makePod({ name: 'a', node: 'esx-002', requests: { cpu: '8', memory: '32Gi' }, overhead: {} })]
    const pod = makePod({ requests: { cpu: '4', memory: '16Gi' }, overhead: {} })
    expect(placed(pod, Snapshot.of({ nodes: some(2), pods }))).toMatchObject({
      host: 'esx-001',
      feasible: 2,
      asked: 2,
      candidates: [
        {
          host: 'esx-001',
          score: 100,
          parts: [{ plugin: 'DRS', score: 100, weight: 1 }],
          after: { cpu: 0.25, memory: 0.25, pods: 1, imbalance: 0.25 },
        },
        { host: 'esx-002', score: 0, after: { cpu: 0.75, memory: 0.75, pods: 2, imbalance: 0.75 } },
      ],
    })
  })

  test('a wish outweighs balance', () => {
    const nodes = [makeNode({ name: 'busy', labels: { disk: 'ssd' } }), makeNode({ name: 'idle' })]
    const pods = [makePod({ name: 'a', node: 'busy', requests: { cpu: '8' } })]
    const preference = { matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] }
    const preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 1, preference }]
    const pod = makePod({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution } } })
    expect(placed(pod, Snapshot.of({ nodes, pods })).host).toBe('busy')
  })

  test('equal pods end evenly over equal hosts', () => {
    const pods = Array.from({ length: 50 }, (_, i) => makePod({ name: `p-${i}`, requests: { cpu: '100m' } }))
    const counts = placeAll(pods, Snapshot.of({ nodes: some(10) })).hosts.map((host) => host.pods.length)
    expect(counts).toEqual(Array(10).fill(5))
  })
})

describe('more than 100 hosts', () => {
  test('enough are compared, and the start moves on so that all fill', () => {
    const pods = Array.from({ length: 600 }, (_, i) => makePod({ name: `p-${i}`, requests: { cpu: '100m' } }))
    const start = Snapshot.of({ nodes: some(300) })
    expect(placed(makePod(), start)).toMatchObject({ asked: 142, feasible: 142 })
    const counts = placeAll(pods, start).hosts.map((host) => host.pods.length)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...counts)).toBeLessThanOrEqual(3)
  })

  test('the one free host is found wherever the search starts', () => {
    const nodes = [...some(250, { unschedulable: true }), makeNode({ name: 'last' })]
    const snapshot = Snapshot.of({ nodes })
    for (const seed of [0, 1, 125, 250, 251, 100_000]) expect(placed(makePod(), snapshot, seed).host).toBe('last')
  })

  test('a refusal covers every host', () => {
    const answer = refused(makePod(), Snapshot.of({ nodes: some(150, { unschedulable: true }) }))
    expect(answer.perHost).toHaveLength(150)
    expect(answer.summary).toBe('0/150 nodes are available: 150 node(s) were unschedulable.')
  })
})

const gpu = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' as const }

test.each<[string, Node[], PodOptions, NamespaceFacts, string, Fix[]]>([
  ['no hosts', [], {}, {}, 'no nodes available to schedule pods', [{ kind: 'add-host' }]],
  [
    'too large for any host',
    [...some(2, { memory: '4Gi' }), makeNode({ name: 'esx-003', memory: '6Gi' })],
    { requests: { memory: '8Gi' }, overhead: { memory: '1Gi' } },
    {},
    '0/3 nodes are available: 3 Insufficient memory.',
    [
      { kind: 'reduce-request', resource: 'memory', requested: 8 * GI, largestFree: 5 * GI, host: 'esx-003', alsoNeeds: [] },
      { kind: 'add-host' },
    ],
  ],
  [
    'short of two resources on the only host',
    some(1, { cpu: '2', memory: '4Gi' }),
    { requests: { cpu: '4', memory: '8Gi' }, overhead: {} },
    {},
    '0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.',
    [
      { kind: 'reduce-request', resource: 'cpu', requested: 4000, largestFree: 2000, host: 'esx-001', alsoNeeds: ['memory'] },
      { kind: 'reduce-request', resource: 'memory', requested: 8 * GI, largestFree: 4 * GI, host: 'esx-001', alsoNeeds: ['cpu'] },
      { kind: 'add-host' },
    ],
  ],
  ['full of pods', some(2, { pods: '0' }), {}, {}, '0/2 nodes are available: 2 Too many pods.', [{ kind: 'add-host' }]],
  [
    'counted by reason, sorted as Kubernetes does',
    [
      ...some(3, { cpu: '500m' }),
      makeNode({ name: 'm1', unschedulable: true }),
      makeNode({ name: 'm2', unschedulable: true, cpu: '500m' }),
      makeNode({ name: 'g1', taints: [gpu] }),
      makeNode({ name: 'u1', ready: 'Unknown' }),
      makeNode({ name: 'n1', ready: 'False' }),
    ],
    {},
    {},
    '0/8 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}, ' +
      '1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }, ' +
      '1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 2 node(s) were unschedulable, 3 Insufficient cpu.',
    [
      { kind: 'reduce-request', resource: 'cpu', requested: 1000, largestFree: 500, host: 'esx-001', alsoNeeds: [] },
      { kind: 'add-host' },
      { kind: 'add-toleration', taint: gpu, hosts: ['g1'] },
      { kind: 'exit-maintenance', hosts: ['m1'] },
      { kind: 'recover-host', hosts: ['n1', 'u1'] },
    ],
  ],
  [
    'the pod’s own rule',
    some(2),
    { nodeSelector: { disk: 'ssd' } },
    {},
    "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
    [
      {
        kind: 'change-rule',
        plugin: 'NodeAffinity',
        reason: "node(s) didn't match Pod's node affinity/selector",
        hosts: ['esx-001', 'esx-002'],
      },
    ],
  ],
  [
    'two reasons on the same host: no single fix',
    some(1, { unschedulable: true, taints: [gpu] }),
    {},
    {},
    '0/1 nodes are available: 1 node(s) were unschedulable.',
    [],
  ],
  [
    'the namespace’s limit',
    some(2),
    { requests: { cpu: '2' } },
    { limits: { cpu: 1500 } },
    '0/2 nodes are available: namespace limit reached: namespace "default" may use 1500m cpu, has 1500m left and the pod requests 2.',
    [
      {
        kind: 'raise-namespace-limit',
        namespace: 'default',
        resource: 'cpu',
        limit: 1500,
        used: 0,
        requested: 2000,
        needed: 2000,
      },
    ],
  ],
])('refused: %s', (_, nodes, pod, namespace, summary, fixes) => {
  const answer = refused(makePod(pod), Snapshot.of({ nodes, namespaces: { default: namespace } }))
  expect(answer.summary).toBe(summary)
  expect(answer.fixes).toEqual(fixes)
})

test('every reason of every host is there, though the summary counts only the first rule’s', () => {
  const nodes = [makeNode({ name: 'm', unschedulable: true, cpu: '500m', taints: [gpu] })]
  const answer = refused(makePod(), Snapshot.of({ nodes }))
  expect(answer.perHost).toMatchObject([
    { host: 'm', refusals: [{ plugin: 'NodeUnschedulable' }, { plugin: 'TaintToleration' }, { plugin: 'NodeResourcesFit' }] },
  ])
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
})

test('what was refused is asked again once something has changed', () => {
  const full = Snapshot.of({
    nodes: some(1, { cpu: '1' }),
    pods: [makePod({ name: 'a', node: 'esx-001', requests: { cpu: '1' } })],
  })
  const pod = makePod({ name: 'b' })
  expect(refused(makePod({ name: 'c' }), full)).toBe(refused(pod, full))
  expect(refused(makePod({ name: 'c', requests: { cpu: '2' } }), full).perHost).toMatchObject([
    { refusals: [{ detail: { requested: 2000 } }] },
  ])
  expect(placed(pod, full.withNode(makeNode({ name: 'esx-002' }))).host).toBe('esx-002')
})
