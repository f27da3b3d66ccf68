import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { kindOf } from '../kinds.ts'
import { planDeletion } from './delete.ts'

const pods = kindOf('pods')
const NOW = new Date('2026-11-23T08:00:00Z')
const bound = (over: Partial<KubeObject['metadata']> = {}): KubeObject => {
  const pod = makePod({ node: 'esx-01', phase: 'Running', spec: { terminationGracePeriodSeconds: 30 } })
  return { ...pod, metadata: { ...pod.metadata, generation: 1, ...over } }
}

const ending = { deletionTimestamp: '2026-11-23T08:00:20Z', deletionGracePeriodSeconds: 30 }

test.each<[string, KubeObject, Parameters<typeof planDeletion>[2], unknown]>([
  ['no host', makePod(), {}, 'gone'],
  ['ended', makePod({ node: 'esx-01', phase: 'Succeeded' }), {}, 'gone'],
  ['running', bound(), {}, { grace: 30, at: '2026-11-23T08:00:30Z', generation: 2 }],
  ['running, less asked', bound(), { gracePeriodSeconds: 5 }, { grace: 5, at: '2026-11-23T08:00:05Z', generation: 2 }],
  ['running, at once', bound(), { gracePeriodSeconds: 0 }, 'gone'],
  ['ending, again', bound(ending), {}, { grace: 30, at: '2026-11-23T08:00:20Z', generation: 1 }],
  ['ending, more asked', bound(ending), { gracePeriodSeconds: 60 }, { grace: 30, at: '2026-11-23T08:00:20Z', generation: 1 }],
  ['ending, less asked', bound(ending), { gracePeriodSeconds: 10 }, { grace: 10, at: '2026-11-23T08:00:10Z', generation: 2 }],
  ['ending, at once', bound(ending), { gracePeriodSeconds: 0 }, 'gone'],
  [
    'held by a finalizer',
    bound({ finalizers: ['a/b'] }),
    { gracePeriodSeconds: 0 },
    { grace: 0, at: '2026-11-23T08:00:00Z', generation: 2 },
  ],
])('a pod: %s', (_what, pod, options, expected) => {
  const plan = planDeletion(pods, pod, options, NOW)
  const {
    deletionTimestamp: at,
    deletionGracePeriodSeconds: grace,
    generation,
  } = plan.gone ? bound().metadata : plan.next.metadata
  expect(plan.gone ? 'gone' : { grace, at, generation }).toEqual(expected)
})

test.each([
  ['Foreground', ['a/b', 'foregroundDeletion']],
  ['Orphan', ['a/b', 'orphan']],
  ['Background', ['a/b']],
] as const)('%s says what becomes of dependents', (propagationPolicy, expected) => {
  const plan = planDeletion(pods, bound({ finalizers: ['a/b'] }), { propagationPolicy }, NOW)
  expect(plan.gone ? [] : plan.next.metadata.finalizers).toEqual(expected)
})
