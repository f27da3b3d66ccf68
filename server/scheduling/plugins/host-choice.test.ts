import { describe, expect, test } from 'vitest'
import type { Taint } from '#domain/kube/node.ts'
import type { NodeSelectorTerm, Toleration } from '#domain/kube/pod.ts'
import { makeNode, type NodeOptions } from '#domain/testing/make-node.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { Snapshot } from '../snapshot.ts'
import { ask, scoreOf } from '../testing/ask.ts'
import { nodeAffinity } from './node-affinity.ts'
import { nodeName } from './node-name.ts'
import { nodePorts } from './node-ports.ts'
import { nodeUnschedulable } from './node-unschedulable.ts'
import { taintToleration } from './taint-toleration.ts'

const one = (node: NodeOptions) => Snapshot.of({ nodes: [makeNode(node)] })

describe('NodeAffinity', () => {
  const host: NodeOptions = { labels: { disk: 'ssd', cores: '16', empty: '' } }
  const term = (key: string, operator: string, ...values: string[]) =>
    ({ matchExpressions: [{ key, operator, values }] }) as NodeSelectorTerm
  const required = (...nodeSelectorTerms: NodeSelectorTerm[]): PodOptions => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  })

  test.each<[string, PodOptions, boolean]>([
    ['no choice', {}, true],
    ['selector matches', { nodeSelector: { disk: 'ssd' } }, true],
    ['selector with another value', { nodeSelector: { disk: 'hdd' } }, false],
    ['selector with a missing label', { nodeSelector: { gpu: 'yes' } }, false],
    ['selector on an inherited name', { nodeSelector: { constructor: 'x' } }, false],
    ['In', required(term('disk', 'In', 'nvme', 'ssd')), true],
    ['In without the value', required(term('disk', 'In', 'nvme')), false],
    ['NotIn', required(term('disk', 'NotIn', 'ssd')), false],
    ['NotIn of a missing label', required(term('gpu', 'NotIn', 'yes')), true],
    ['Exists', required(term('empty', 'Exists')), true],
    ['DoesNotExist', required(term('disk', 'DoesNotExist')), false],
    ['Gt', required(term('cores', 'Gt', '15')), true],
    ['Gt of the same', required(term('cores', 'Gt', '16')), false],
    ['Lt', required(term('cores', 'Lt', '17')), true],
    ['Gt of no number', required(term('disk', 'Gt', '1')), false],
    ['one of two terms is enough', required(term('disk', 'In', 'hdd'), term('cores', 'Exists')), true],
    ['no term matches nothing', required(), false],
    ['an empty term matches nothing', required({}), false],
    ['by name', required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['esx-01'] }] }), true],
    ['by another name', required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['esx-02'] }] }), false],
    ['selector and affinity must both hold', { nodeSelector: { disk: 'hdd' }, ...required(term('cores', 'Exists')) }, false],
  ])('%s', (_, pod, fits) => {
    const expected = fits ? 'ok' : "node(s) didn't match Pod's node affinity/selector"
    expect(ask(nodeAffinity, makePod(pod), one(host))).toEqual({ 'esx-01': expected })
  })

  test('preferred terms score by the weights that match', () => {
    const snapshot = Snapshot.of({
      nodes: [
        makeNode({ name: 'both', labels: { disk: 'ssd', gpu: 'yes' } }),
        makeNode({ name: 'gpu', labels: { gpu: 'yes' } }),
        makeNode({ name: 'none' }),
      ],
    })
    const preferredDuringSchedulingIgnoredDuringExecution = [
      { weight: 30, preference: term('disk', 'In', 'ssd') },
      { weight: 10, preference: term('gpu', 'Exists') },
    ]
    const pod = makePod({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution } } })
    expect(scoreOf(nodeAffinity, pod, snapshot)).toEqual({ both: 100, gpu: 25, none: 0 })
    expect(scoreOf(nodeAffinity, makePod(), snapshot)).toBeUndefined()
  })
})

describe('TaintToleration', () => {
  const taint = (key: string, value: string, effect: Taint['effect']): Taint => ({ key, value, effect })
  const gpu = taint('dedicated', 'gpu', 'NoSchedule')

  test.each<[string, Toleration[], NodeOptions, string]>([
    ['no taint', [], {}, 'ok'],
    ['NoSchedule', [], { taints: [gpu] }, 'node(s) had untolerated taint {dedicated: gpu}'],
    ['NoExecute', [], { taints: [taint('down', '', 'NoExecute')] }, 'node(s) had untolerated taint {down: }'],
    ['PreferNoSchedule only prefers', [], { taints: [taint('busy', '', 'PreferNoSchedule')] }, 'ok'],
    ['Equal', [{ key: 'dedicated', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }], { taints: [gpu] }, 'ok'],
    ['Equal is the default', [{ key: 'dedicated', value: 'gpu' }], { taints: [gpu] }, 'ok'],
    ['another value', [{ key: 'dedicated', value: 'db' }], { taints: [gpu] }, 'node(s) had untolerated taint {dedicated: gpu}'],
    [
      'another effect',
      [{ key: 'dedicated', value: 'gpu', effect: 'NoExecute' }],
      { taints: [gpu] },
      'node(s) had untolerated taint {dedicated: gpu}',
    ],
    ['Exists', [{ key: 'dedicated', operator: 'Exists' }], { taints: [gpu] }, 'ok'],
    ['everything', [{ operator: 'Exists' }], { taints: [gpu, taint('down', '', 'NoExecute')] }, 'ok'],
    [
      'one of two',
      [{ key: 'dedicated', operator: 'Exists' }],
      { taints: [gpu, taint('down', '', 'NoExecute')] },
      'node(s) had untolerated taint {down: }',
    ],
    [
      'a host that is not ready, before its taint is seen',
      [],
      { ready: 'False' },
      'node(s) had untolerated taint {node.kubernetes.io/not-ready: }',
    ],
    ['a silent host', [], { ready: 'Unknown' }, 'node(s) had untolerated taint {node.kubernetes.io/unreachable: }'],
    [
      'the default tolerations bear NoExecute only: they keep pods, they do not bring them',
      [{ key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }],
      { ready: 'Unknown' },
      'node(s) had untolerated taint {node.kubernetes.io/unreachable: }',
    ],
  ])('%s', (_, tolerations, node, expected) => {
    expect(ask(taintToleration, makePod({ tolerations }), one(node))).toEqual({ 'esx-01': expected })
  })

  test('PreferNoSchedule counts against a host', () => {
    const snapshot = Snapshot.of({
      nodes: [makeNode({ name: 'busy', taints: [taint('busy', '', 'PreferNoSchedule')] }), makeNode({ name: 'calm' })],
    })
    expect(scoreOf(taintToleration, makePod(), snapshot)).toEqual({ busy: 0, calm: 100 })
    expect(scoreOf(taintToleration, makePod({ tolerations: [{ operator: 'Exists' }] }), snapshot)).toBeUndefined()
  })
})

describe('NodeUnschedulable', () => {
  const cordon: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

  test.each<[string, PodOptions, NodeOptions, string]>([
    ['an ordinary host', {}, {}, 'ok'],
    ['maintenance', {}, { unschedulable: true }, 'node(s) were unschedulable'],
    ['only the taint is there', {}, { taints: [cordon] }, 'node(s) were unschedulable'],
    ['tolerated', { tolerations: [{ key: cordon.key, operator: 'Exists' }] }, { unschedulable: true }, 'ok'],
  ])('%s', (_, pod, node, expected) => {
    expect(ask(nodeUnschedulable, makePod(pod), one(node))).toEqual({ 'esx-01': expected })
  })

  test('maintenance is said once, not a second time as a taint', () => {
    expect(ask(taintToleration, makePod(), one({ unschedulable: true, taints: [cordon] }))).toEqual({ 'esx-01': 'ok' })
  })
})

test('NodeName: only the named host', () => {
  const snapshot = Snapshot.of({ nodes: [makeNode({ name: 'a' }), makeNode({ name: 'b' })] })
  const no = "node(s) didn't match the requested node name"
  expect(ask(nodeName, makePod({ node: 'b' }), snapshot)).toEqual({ a: no, b: 'ok' })
  expect(ask(nodeName, makePod(), snapshot)).toEqual({ a: 'ok', b: 'ok' })
})

describe('NodePorts', () => {
  const port = (hostPort: number, more: object = {}) => ({ ports: [{ containerPort: 80, hostPort, ...more }] })
  const no = "node(s) didn't have free ports for the requested pod ports"

  test.each<[string, PodOptions, PodOptions, string]>([
    ['same port', port(8080), port(8080), no],
    ['another port', port(8080), port(8081), 'ok'],
    ['another protocol', port(53), port(53, { protocol: 'UDP' }), 'ok'],
    ['another address', port(80, { hostIP: '10.0.0.1' }), port(80, { hostIP: '10.0.0.2' }), 'ok'],
    ['any address', port(80, { hostIP: '10.0.0.1' }), port(80), no],
    ['no host port', { ports: [{ containerPort: 80 }] }, port(80), 'ok'],
  ])('%s', (_, pod, taken, expected) => {
    const pods = [makePod({ name: 'other', node: 'esx-01', ...taken })]
    expect(ask(nodePorts, makePod(pod), Snapshot.of({ nodes: [makeNode()], pods }))).toEqual({ 'esx-01': expected })
  })
})
