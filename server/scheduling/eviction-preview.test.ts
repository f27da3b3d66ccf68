import { expect, test } from 'vitest'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { previewEviction } from './eviction-preview.ts'
import { Snapshot } from './snapshot.ts'

const here = { node: 'esx-01' }

test('each pod of the host: moves, waits, stays or is lost', () => {
  const nodes = [makeNode(), makeNode({ name: 'esx-02', cpu: '4' })]
  const pods = [
    makePod({ ...here, name: 'web', owner: 'ReplicaSet/web', requests: { cpu: '2' } }),
    makePod({ ...here, name: 'large', owner: 'StatefulSet/db', requests: { cpu: '8' } }),
    makePod({ ...here, name: 'bare' }),
    makePod({ ...here, name: 'agent', owner: 'DaemonSet/agent' }),
    makePod({
      ...here,
      name: 'scratch',
      owner: 'Job/once',
      requests: { cpu: '1' },
      spec: { volumes: [{ name: 'tmp', emptyDir: {} }] },
    }),
    makePod({ name: 'elsewhere', node: 'esx-02', requests: { cpu: '1' }, owner: 'ReplicaSet/web' }),
  ]
  expect(previewEviction(Snapshot.of({ nodes, pods }), 'esx-01')).toEqual([
    {
      kind: 'Pod',
      namespace: 'default',
      name: 'agent',
      owner: 'DaemonSet/agent',
      outcome: 'stays',
      reason: expect.stringContaining('belongs to this host'),
    },
    {
      kind: 'Pod',
      namespace: 'default',
      name: 'bare',
      outcome: 'lost',
      reason: expect.stringContaining('bare pod: will be lost'),
    },
    {
      kind: 'Pod',
      namespace: 'default',
      name: 'large',
      owner: 'StatefulSet/db',
      outcome: 'blocked',
      reason: '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.',
    },
    {
      kind: 'Pod',
      namespace: 'default',
      name: 'scratch',
      owner: 'Job/once',
      outcome: 'moves',
      to: 'esx-02',
      reason: expect.stringContaining('emptyDir'),
    },
    { kind: 'Pod', namespace: 'default', name: 'web', owner: 'ReplicaSet/web', outcome: 'moves', to: 'esx-02' },
  ])
})

test('room is given once, to the more important pod', () => {
  const nodes = [makeNode(), makeNode({ name: 'esx-02', cpu: '2' })]
  const owner = 'ReplicaSet/web'
  const pods = [
    makePod({ ...here, name: 'a', owner, requests: { cpu: '2' } }),
    makePod({ ...here, name: 'b', owner, requests: { cpu: '2' }, spec: { priority: 10 } }),
  ]
  const preview = previewEviction(Snapshot.of({ nodes, pods }), 'esx-01')
  expect(preview.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['b', 'moves'],
    ['a', 'blocked'],
  ])
})

test('a replacement may use what the evicted pod held of its namespace’s limit', () => {
  const nodes = [makeNode(), makeNode({ name: 'esx-02' })]
  const pods = [makePod({ ...here, owner: 'ReplicaSet/web', requests: { cpu: '2' } })]
  const namespaces = { default: { limits: { cpu: 2000 } } }
  expect(previewEviction(Snapshot.of({ nodes, pods, namespaces }), 'esx-01')).toMatchObject([{ outcome: 'moves', to: 'esx-02' }])
})

test('a pod that is ending anyway is no news', () => {
  const ending = makePod({ ...here, owner: 'ReplicaSet/web' })
  const pods = [{ ...ending, metadata: { ...ending.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }]
  expect(previewEviction(Snapshot.of({ nodes: [makeNode()], pods }), 'esx-01')).toEqual([])
})

test('previewing changes nothing, and an unknown host has no pods', () => {
  const pods = [makePod({ ...here, owner: 'ReplicaSet/web' })]
  const snapshot = Snapshot.of({ nodes: [makeNode(), makeNode({ name: 'esx-02' })], pods })
  const first = previewEviction(snapshot, 'esx-01')
  expect(previewEviction(snapshot, 'esx-01')).toEqual(first)
  expect(snapshot.host('esx-01')?.pods).toHaveLength(1)
  expect(previewEviction(snapshot, 'nowhere')).toEqual([])
})
