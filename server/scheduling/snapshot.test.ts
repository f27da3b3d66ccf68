import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pod } from '#domain/kube/pod.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { Snapshot } from './snapshot.ts'
import { anyNodes, anyPods } from './testing/arbitraries.ts'

/** Everything a snapshot knows, in an order that does not depend on how it came to be. */
const contents = (snapshot: Snapshot) => ({
  hosts: snapshot.hosts.map(({ name, used, pods, cpuLoad, memoryLoad, unschedulable }) => ({
    name,
    used: Object.fromEntries(Object.entries(used).filter(([, amount]) => amount !== 0)),
    pods: pods.map(({ key }) => key).sort(),
    cpuLoad,
    memoryLoad,
    unschedulable,
  })),
  load: snapshot.load,
  antiAffine: snapshot.hasAntiAffinity,
  reserved: ['default', 'team-a', 'team-b'].map((namespace) => snapshot.reservedIn(namespace)),
})

const bind = (pod: Pod, host: string): Pod => ({ ...pod, spec: { ...pod.spec, nodeName: host } })

const placements = fc.array(fc.nat({ max: 9 }), { minLength: 30, maxLength: 30 }).map((at) => at.map((i) => `esx-${i}`))

describe('assuming equals rebuilding', () => {
  test('for any pods placed one by one, some taken away again', () => {
    fc.assert(
      fc.property(anyNodes, anyPods, placements, fc.integer({ min: 1, max: 4 }), (nodes, pods, hosts, every) => {
        const bound = pods.map((pod, i) => bind(pod, hosts[i] ?? 'esx-0'))
        let snapshot = Snapshot.of({ nodes })
        for (const [i, pod] of pods.entries()) snapshot = snapshot.withPlacement(pod, hosts[i] ?? 'esx-0')
        const gone = bound.filter((_, i) => i % every === 0)
        for (const pod of gone) snapshot = snapshot.withoutPod(pod)
        const rest = bound.filter((pod) => !gone.includes(pod))
        expect(contents(snapshot)).toEqual(contents(Snapshot.of({ nodes, pods: rest })))
      }),
    )
  })

  test('for hosts that come, change and go under their pods', () => {
    fc.assert(
      fc.property(anyNodes, anyNodes, anyPods, placements, (before, after, pods, hosts) => {
        const bound = pods.map((pod, i) => bind(pod, hosts[i] ?? 'esx-0'))
        let snapshot = Snapshot.of({ nodes: before, pods: bound })
        for (const node of after) snapshot = snapshot.withNode(node)
        for (const { metadata } of before.slice(after.length)) snapshot = snapshot.withoutNode(metadata.name)
        expect(contents(snapshot)).toEqual(contents(Snapshot.of({ nodes: after, pods: bound })))
      }),
    )
  })
})

test('an older snapshot does not see what was assumed later', () => {
  const before = Snapshot.of({ nodes: [makeNode()] })
  const earlier = contents(before)
  const after = before.withPlacement(makePod(), 'esx-01')
  expect(contents(before)).toEqual(earlier)
  expect(after.host('esx-01')?.pods).toHaveLength(1)
})

test('a pod seen again replaces its assumed self, and a finished one leaves', () => {
  const pod = bind(makePod({ requests: { cpu: '2' } }), 'esx-01')
  const once = Snapshot.of({ nodes: [makeNode()] }).withPod(pod)
  const running: Pod = { ...pod, status: { phase: 'Running' } }
  expect(contents(once.withPod(running))).toEqual(contents(once))
  const done: Pod = { ...pod, status: { phase: 'Succeeded' } }
  expect(contents(once.withPod(done))).toEqual(contents(Snapshot.of({ nodes: [makeNode()] })))
})

test('a pod without a host changes nothing', () => {
  const snapshot = Snapshot.of({ nodes: [makeNode()] })
  expect(snapshot.withPod(makePod())).toBe(snapshot)
  expect(snapshot.withoutPod(makePod())).toBe(snapshot)
})

test('a namespace keeps what it is told', () => {
  const snapshot = Snapshot.of({ nodes: [] }).withNamespace('team-a', { limits: { cpu: 1000 } })
  expect(snapshot.namespace('team-a').limits).toEqual({ cpu: 1000 })
  expect(snapshot.namespace('constructor')).toEqual({})
})
