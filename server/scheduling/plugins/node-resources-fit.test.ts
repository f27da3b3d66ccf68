import { expect, test } from 'vitest'
import { makeNode, type NodeOptions } from '#domain/testing/make-node.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { podFacts } from '../pod-facts.ts'
import { Snapshot } from '../snapshot.ts'
import { ask } from '../testing/ask.ts'
import { nodeResourcesFit } from './node-resources-fit.ts'

const NO_OVERHEAD = { overhead: {} }

test.each<[string, PodOptions, NodeOptions, PodOptions[], string]>([
  ['fits exactly', { requests: { cpu: '2', memory: '2Gi' }, ...NO_OVERHEAD }, { cpu: '2', memory: '2Gi' }, [], 'ok'],
  ['a millicore too much', { requests: { cpu: '2001m' }, ...NO_OVERHEAD }, { cpu: '2' }, [], 'Insufficient cpu'],
  [
    'both short, both said',
    { requests: { cpu: '3', memory: '3Gi' } },
    { cpu: '2', memory: '2Gi' },
    [],
    'Insufficient cpu, Insufficient memory',
  ],
  ['nothing stated is 1 vCPU', {}, { cpu: '500m' }, [], 'Insufficient cpu'],
  ['nothing stated is 512 MiB', NO_OVERHEAD, { memory: '511Mi' }, [], 'Insufficient memory'],
  ['the VM overhead counts', { requests: { memory: '1Gi' } }, { memory: '1Gi' }, [], 'Insufficient memory'],
  ['spec.overhead says otherwise', { requests: { memory: '1Gi' }, overhead: { memory: '1Mi' } }, { memory: '1025Mi' }, [], 'ok'],
  ['what others took is gone', { requests: { cpu: '1' } }, { cpu: '2' }, [{ requests: { cpu: '1500m' } }], 'Insufficient cpu'],
  [
    'finished pods take nothing',
    { requests: { cpu: '1' } },
    { cpu: '2' },
    [{ requests: { cpu: '2' }, phase: 'Succeeded' }],
    'ok',
  ],
  ['one pod too many', {}, { pods: '1' }, [{}], 'Too many pods'],
  ['a resource the host lacks', { requests: { 'example.com/gpu': '1' } }, {}, [], 'Insufficient example.com/gpu'],
  ['a resource the host has', { requests: { 'example.com/gpu': '1' } }, { resources: { 'example.com/gpu': '1' } }, [], 'ok'],
  [
    'the largest init container counts',
    { spec: { initContainers: [{ name: 'i', resources: { requests: { cpu: '3' } } }] } },
    { cpu: '2' },
    [],
    'Insufficient cpu',
  ],
  [
    'a sidecar runs beside the containers',
    {
      requests: { cpu: '1' },
      spec: { initContainers: [{ name: 'i', restartPolicy: 'Always', resources: { requests: { cpu: '1500m' } } }] },
    },
    { cpu: '2' },
    [],
    'Insufficient cpu',
  ],
])('%s', (_, pod, node, others, expected) => {
  const pods = others.map((other, i) => makePod({ name: `other-${i}`, node: 'esx-01', ...other }))
  const snapshot = Snapshot.of({ nodes: [makeNode(node)], pods })
  expect(ask(nodeResourcesFit, makePod(pod), snapshot)).toEqual({ 'esx-01': expected })
})

test('a refusal carries the numbers, and whether anyone leaving could help', () => {
  const snapshot = Snapshot.of({
    nodes: [makeNode({ name: 'big', cpu: '4' }), makeNode({ name: 'small', cpu: '1' })],
    pods: [makePod({ name: 'other', node: 'big', requests: { cpu: '3' } })],
  })
  const check = nodeResourcesFit.check?.(podFacts(makePod({ requests: { cpu: '2' } })), snapshot)
  expect(snapshot.hosts.map((host) => check?.(host))).toMatchObject([
    [{ detail: { resource: 'cpu', requested: 2000, used: 3000, capacity: 4000 }, resolvable: true }],
    [{ detail: { resource: 'cpu', requested: 2000, used: 0, capacity: 1000 }, resolvable: false }],
  ])
})
