import { expect, test } from 'vitest'
import type { TopologySpreadConstraint } from '#domain/kube/pod.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { Snapshot } from '../snapshot.ts'
import { ask, scoreOf } from '../testing/ask.ts'
import { podTopologySpread } from './pod-topology-spread.ts'

const FULL = "node(s) didn't match pod topology spread constraints"
const NO_LABEL = `${FULL} (missing required label)`
const WEB = { app: 'web' }

const byZone = (more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint => ({
  maxSkew: 1,
  topologyKey: 'topology.kubernetes.io/zone',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: WEB },
  ...more,
})

const nodes = [
  makeNode({ name: 'a1', zone: 'a' }),
  makeNode({ name: 'a2', zone: 'a' }),
  makeNode({ name: 'b1', zone: 'b' }),
  makeNode({ name: 'c1', zone: 'c', labels: { disk: 'hdd' }, taints: [{ key: 'gpu', effect: 'NoSchedule' }] }),
  makeNode({ name: 'lone' }),
]
const on = (...hosts: string[]): PodOptions[] => hosts.map((node) => ({ node, labels: WEB }))
const ENDING = { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }

test.each<[string, PodOptions[], TopologySpreadConstraint[], PodOptions, Record<string, string>]>([
  ['nothing placed', [], [byZone()], {}, { a1: 'ok', b1: 'ok', c1: 'ok', lone: NO_LABEL }],
  ['the fuller zone is refused', on('a1'), [byZone()], {}, { a1: FULL, a2: FULL, b1: 'ok', c1: 'ok' }],
  ['a larger skew allows it', on('a1'), [byZone({ maxSkew: 2 })], {}, { a1: 'ok', b1: 'ok' }],
  ['even again', on('a1', 'b1', 'c1'), [byZone()], {}, { a1: 'ok', b1: 'ok', c1: 'ok' }],
  ['other apps do not count', [{ node: 'a1', labels: { app: 'db' } }], [byZone()], {}, { a1: 'ok' }],
  ['other namespaces do not count', [{ node: 'a1', labels: WEB, namespace: 'shop' }], [byZone()], {}, { a1: 'ok' }],
  ['a pod its own selector leaves out adds nothing', on('a1'), [byZone()], { labels: {} }, { a1: 'ok', b1: 'ok' }],
  [
    'zones the pod can’t choose are not waited for',
    on('a1', 'b1'),
    [byZone()],
    {
      nodeSelector: {},
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'DoesNotExist' }] }],
          },
        },
      },
    },
    { a1: 'ok', b1: 'ok' },
  ],
  [
    'by policy they are',
    on('a1', 'b1'),
    [byZone({ nodeAffinityPolicy: 'Ignore' })],
    { nodeSelector: { x: 'y' } },
    { a1: FULL, c1: 'ok' },
  ],
  ['tainted zones are waited for', on('a1', 'b1'), [byZone()], {}, { a1: FULL, b1: FULL, c1: 'ok' }],
  ['unless the policy honours taints', on('a1', 'b1'), [byZone({ nodeTaintsPolicy: 'Honor' })], {}, { a1: 'ok', b1: 'ok' }],
  ['too few zones count as empty ones', on('a1', 'b1', 'c1'), [byZone({ minDomains: 4 })], {}, { a1: FULL, b1: FULL, c1: FULL }],
  [
    'only the same revision counts',
    [{ node: 'a1', labels: { ...WEB, rev: '1' } }],
    [byZone({ matchLabelKeys: ['rev'] })],
    { labels: { ...WEB, rev: '2' } },
    { a1: 'ok' },
  ],
  [
    'no selector counts nobody',
    on('a1'),
    [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }],
    {},
    { a1: 'ok' },
  ],
  [
    'two constraints must both hold',
    on('a1', 'b1', 'c1'),
    [byZone(), byZone({ topologyKey: 'kubernetes.io/hostname' })],
    {},
    { a1: FULL, a2: 'ok', b1: FULL },
  ],
  ['a wish refuses nobody', on('a1', 'a1'), [byZone({ whenUnsatisfiable: 'ScheduleAnyway' })], {}, { a1: 'ok', lone: 'ok' }],
])('%s', (_, placed, spread, pod, expected) => {
  const pods = placed.map((options, i) => makePod({ name: `p-${i}`, ...options }))
  const asked = ask(podTopologySpread, makePod({ labels: WEB, spread, ...pod }), Snapshot.of({ nodes, pods }))
  expect(asked).toMatchObject(expected)
})

test('pods being deleted no longer count', () => {
  const leaving = makePod({ name: 'p', node: 'a1', labels: WEB })
  const pods = [{ ...leaving, metadata: { ...leaving.metadata, ...ENDING.metadata } }]
  const asked = ask(podTopologySpread, makePod({ labels: WEB, spread: [byZone()] }), Snapshot.of({ nodes, pods }))
  expect(asked.a1).toBe('ok')
})

test('ScheduleAnyway prefers the emptier zone, and any zone to none', () => {
  const pods = on('a1', 'a2', 'b1').map((options, i) => makePod({ name: `p-${i}`, ...options }))
  const pod = makePod({ labels: WEB, spread: [byZone({ whenUnsatisfiable: 'ScheduleAnyway' })] })
  expect(scoreOf(podTopologySpread, pod, Snapshot.of({ nodes, pods }))).toEqual({ a1: 0, a2: 0, b1: 50, c1: 100, lone: 0 })
})
