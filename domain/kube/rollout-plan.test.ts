import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fenceposts, newSetSize, oldSetSizes, scaledSizes, totalWanted } from './rollout-plan.ts'
import type { Deployment, ReplicaSet } from './workloads.ts'

type Amount = number | string
const make = (
  replicas: number,
  maxSurge: Amount = '25%',
  maxUnavailable: Amount = '25%',
  type: 'RollingUpdate' | 'Recreate' = 'RollingUpdate',
) =>
  ({
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, strategy: { type, ...(type === 'RollingUpdate' ? { rollingUpdate: { maxSurge, maxUnavailable } } : {}) } },
  }) as unknown as Deployment
const set = (name: string, replicas: number, availableReplicas: number, max?: number) =>
  ({
    kind: 'ReplicaSet',
    metadata: {
      name,
      creationTimestamp: `2026-11-23T08:00:0${name.length}Z`,
      annotations: max === undefined ? {} : { 'deployment.kubernetes.io/max-replicas': String(max) },
    },
    spec: { replicas },
    status: { replicas, availableReplicas },
  }) as unknown as ReplicaSet

test.each([
  [make(4), 1, 1],
  [make(10), 3, 2],
  [make(1), 1, 0],
  [make(3, 0, 0), 0, 1],
  [make(3, 0, '10%'), 0, 1],
  [make(2, 1, 5), 1, 2],
  [make(3, '100%', 0), 3, 0],
  [make(0), 0, 0],
  [make(5, 1, 1, 'Recreate'), 0, 0],
])('surge rounds up, unavailability down, and something may always move (%#)', (deployment, surge, unavailable) => {
  expect(fenceposts(deployment)).toEqual({ surge, unavailable })
})

const amounts = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`),
)

test('a rollout reaches its end, never has too many pods on the way, and never takes available ones below the minimum', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      amounts,
      amounts,
      fc.integer({ min: 1, max: 5 }),
      (replicas, surge, unavailable, batch) => {
        const deployment = make(replicas, surge, unavailable)
        const posts = fenceposts(deployment)
        let old = [set('a', replicas, replicas)]
        let newest = set('bb', 0, 0)
        for (let step = 0; step < 500; step++) {
          newest = { ...newest, spec: { ...newest.spec, replicas: newSetSize(deployment, [...old, newest], newest) } }
          const sizes = oldSetSizes(deployment, old, newest)
          old = old.map((each) => {
            const size = sizes.find((other) => other.set === each)?.replicas ?? each.spec.replicas ?? 0
            return set('a', size, Math.min(size, each.status?.availableReplicas ?? 0))
          })
          expect(totalWanted([...old, newest])).toBeLessThanOrEqual(replicas + posts.surge)
          const available = [...old, newest].reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0)
          expect(available).toBeGreaterThanOrEqual(replicas - posts.unavailable)
          const wanted = newest.spec.replicas ?? 0
          newest = set('bb', wanted, Math.min(wanted, (newest.status?.availableReplicas ?? 0) + batch))
        }
        expect([totalWanted(old), totalWanted([newest])]).toEqual([0, replicas])
      },
    ),
    { numRuns: 60 },
  )
})

test.each([
  { name: 'one set takes all', old: [], newest: set('a', 3, 3), wanted: 8, sizes: [8] },
  {
    name: 'in the middle of a rollout each keeps its share',
    old: [set('a', 8, 8, 13)],
    newest: set('bb', 5, 0, 13),
    wanted: 15,
    sizes: [12, 7],
  },
  { name: 'down as well', old: [set('a', 8, 8, 13)], newest: set('bb', 5, 0, 13), wanted: 5, sizes: [4, 3] },
  { name: 'to nothing', old: [set('a', 3, 3, 5)], newest: set('bb', 2, 0, 5), wanted: 0, sizes: [0, 0] },
])('scaling: $name', ({ old, newest, wanted, sizes }) => {
  const deployment = { ...make(wanted), status: { replicas: 10 } } as Deployment
  expect(scaledSizes(deployment, old, newest).map(({ replicas }) => replicas)).toEqual(sizes)
})

test('what was scaled adds up to all that is allowed, whatever the sizes were', () => {
  const size = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(size, size, size, fc.integer({ min: 1, max: 60 }), (a, b, c, wanted) => {
      const deployment = make(wanted)
      const max = a + b + c
      const sizes = scaledSizes(deployment, [set('a', a, a, max), set('bb', b, b, max)], set('ccc', c, 0, max))
      const total = sizes.reduce((sum, { replicas }) => sum + replicas, 0)
      expect(total).toBe(wanted + fenceposts(deployment).surge)
    }),
  )
})
