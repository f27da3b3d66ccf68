import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schedule } from './schedule.ts'
import { Snapshot } from './snapshot.ts'
import { anyNodes, anyPods } from './testing/arbitraries.ts'
import { placeAll } from './testing/place-all.ts'

const GI = 1024 ** 3

describe('for any hosts and pods', () => {
  test('no host and no namespace limit is ever overcommitted', () => {
    const namespaces = { 'team-a': { limits: { cpu: 5000, memory: 6 * GI } } }
    fc.assert(
      fc.property(anyNodes, anyPods, (nodes, pods) => {
        const after = placeAll(pods, Snapshot.of({ nodes, namespaces }))
        for (const { used, allocatable, unschedulable, pods: there } of after.hosts) {
          for (const [resource, amount] of Object.entries(used)) {
            expect(amount).toBeLessThanOrEqual(allocatable[resource] ?? 0)
          }
          if (unschedulable) expect(there).toEqual([])
        }
        const { cpu, memory } = after.reservedIn('team-a')
        expect(cpu).toBeLessThanOrEqual(5000)
        expect(memory).toBeLessThanOrEqual(6 * GI)
      }),
    )
  })

  test('anti-affinity holds both ways between all that were placed', () => {
    fc.assert(
      fc.property(anyNodes, anyPods, (nodes, pods) => {
        for (const host of placeAll(pods, Snapshot.of({ nodes })).hosts) {
          for (const one of host.pods) {
            const unwanted = one.antiAffinity.flatMap((term) => term.labels?.flatMap(({ values }) => values ?? []) ?? [])
            const others = host.pods.filter((other) => other !== one && other.namespace === one.namespace)
            expect(others.filter(({ labels }) => unwanted.includes(labels.app ?? ''))).toEqual([])
          }
        }
      }),
    )
  })

  test('the order of the hosts changes nothing', () => {
    const shuffled = anyNodes.chain((nodes) =>
      fc.tuple(fc.constant(nodes), fc.shuffledSubarray(nodes, { minLength: nodes.length })),
    )
    fc.assert(
      fc.property(shuffled, anyPods, ([nodes, mixed], pods) => {
        const [last] = pods
        fc.pre(last !== undefined)
        const one = placeAll(pods.slice(1), Snapshot.of({ nodes }))
        const other = placeAll(pods.slice(1), Snapshot.of({ nodes: mixed }))
        expect(schedule(last, other)).toEqual(schedule(last, one))
      }),
    )
  })

  test('the seed never decides whether a pod can be placed', () => {
    fc.assert(
      fc.property(anyNodes, anyPods, fc.nat(), (nodes, pods, seed) => {
        const [last] = pods
        fc.pre(last !== undefined)
        const snapshot = placeAll(pods.slice(1), Snapshot.of({ nodes }))
        expect(schedule(last, snapshot, { seed }).host === null).toBe(schedule(last, snapshot).host === null)
      }),
    )
  })
})
