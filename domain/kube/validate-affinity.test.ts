import { expect, test } from 'vitest'
import type { Affinity } from './pod.ts'
import { validateAffinity } from './validate-affinity.ts'

const required = (nodeSelectorTerms: unknown[]): Affinity =>
  ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } }) as Affinity
const TERM = 'a.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'

test.each<[string, Affinity, string[]]>([
  ['good', required([{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }]), []],
  ['no term', required([]), [`${TERM}: Required value: must have at least one node selector term`]],
  [
    'values missing',
    required([{ matchExpressions: [{ key: 'zone', operator: 'In' }] }]),
    [`${TERM}[0].matchExpressions[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`],
  ],
  [
    'an unknown operator',
    required([{ matchExpressions: [{ key: 'zone', operator: 'Near' }] }]),
    [`${TERM}[0].matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator`],
  ],
  [
    'another field',
    required([{ matchFields: [{ key: 'spec.x', operator: 'Exists' }] }]),
    [`${TERM}[0].matchFields[0].key: Invalid value: "spec.x": not a valid field selector key`],
  ],
  [
    'a pod term without topology',
    { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '' }] } },
    ['a.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty'],
  ],
  [
    'a weight of nothing',
    {
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: 'zone' } }] },
    },
    ['a.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100'],
  ],
])('%s', (_what, affinity, expected) => {
  expect(validateAffinity(affinity, 'a').map(({ field, message }) => `${field}: ${message}`)).toEqual(expected)
})
