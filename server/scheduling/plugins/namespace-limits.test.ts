import { expect, test } from 'vitest'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod, type PodOptions } from '#domain/testing/make-pod.ts'
import { podFacts } from '../pod-facts.ts'
import { type NamespaceFacts, Snapshot } from '../snapshot.ts'
import { namespaceLimits } from './namespace-limits.ts'

const GI = 1024 ** 3

test.each<[string, NamespaceFacts['limits'], PodOptions[], PodOptions, string[]]>([
  ['unlimited', undefined, [], { requests: { cpu: '100' } }, []],
  ['exactly the limit', { cpu: 2000 }, [{ requests: { cpu: '1' } }], { requests: { cpu: '1' } }, []],
  [
    'over the limit',
    { cpu: 2000 },
    [{ requests: { cpu: '1500m' } }],
    { requests: { cpu: '1' } },
    ['namespace limit reached: namespace "team-a" may use 2 cpu, has 500m left and the pod requests 1'],
  ],
  [
    'no more than nothing is left after a limit was lowered',
    { memory: GI },
    [{ requests: { memory: '2Gi' } }],
    { requests: { memory: '1Gi' } },
    ['namespace limit reached: namespace "team-a" may use 1Gi memory, has 0 left and the pod requests 1Gi'],
  ],
  ['another namespace is charged elsewhere', { cpu: 1000 }, [{ namespace: 'team-b', requests: { cpu: '1' } }], {}, []],
  ['pods on hosts that are gone still count', { cpu: 1000 }, [{ node: 'gone', requests: { cpu: '1' } }], {}, ['has 0 left']],
  ['finished pods do not', { cpu: 1000 }, [{ phase: 'Failed', requests: { cpu: '1' } }], {}, []],
  ['the VM overhead is the host’s matter', { memory: GI }, [], { requests: { memory: '1Gi' } }, []],
])('%s', (_, limits, others, pod, expected) => {
  const pods = others.map((other, i) => makePod({ name: `o-${i}`, namespace: 'team-a', node: 'esx-01', ...other }))
  const namespaces = { 'team-a': limits ? { limits } : {} }
  const snapshot = Snapshot.of({ nodes: [makeNode()], pods, namespaces })
  const refusals = namespaceLimits.refuse?.(podFacts(makePod({ namespace: 'team-a', ...pod })), snapshot) ?? []
  expect(refusals.map(({ reason }) => reason)).toEqual(expected.map((text) => expect.stringContaining(text)))
})
