import { expect, test } from 'vitest'
import { describeFix } from './describe-fix.ts'
import type { Fix } from './placement.ts'

const GI = 1024 ** 3

test.each<[Fix, string]>([
  [
    { kind: 'reduce-request', resource: 'memory', requested: 4 * GI, largestFree: 2.97 * GI, host: 'esx-07', alsoNeeds: [] },
    'Request at most 2.9Gi memory instead of 4Gi: esx-07 has that much free.',
  ],
  [
    {
      kind: 'reduce-request',
      resource: 'memory',
      requested: GI,
      largestFree: 700.5 * 1024 ** 2,
      host: 'esx-07',
      alsoNeeds: ['cpu'],
    },
    'Request at most 700Mi memory instead of 1Gi (together with cpu): esx-07 has that much free.',
  ],
  [
    { kind: 'reduce-request', resource: 'cpu', requested: 4000, largestFree: 1500, host: 'esx-07', alsoNeeds: [] },
    'Request at most 1500m cpu instead of 4: esx-07 has that much free.',
  ],
  [{ kind: 'exit-maintenance', hosts: ['a', 'b'] }, 'Take a, b out of maintenance mode.'],
  [{ kind: 'recover-host', hosts: ['a', 'b', 'c', 'd', 'e'] }, 'Bring a, b, c and 2 more back: not ready or not responding.'],
  [
    { kind: 'add-toleration', taint: { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }, hosts: ['a'] },
    'Add a toleration for the taint dedicated=gpu:NoSchedule of a to the pod.',
  ],
  [
    { kind: 'change-rule', plugin: 'NodeAffinity', reason: 'x', hosts: ['a'] },
    "Change the pod's own rule (NodeAffinity), which alone keeps it off a.",
  ],
  [
    {
      kind: 'raise-namespace-limit',
      namespace: 'team-a',
      resource: 'cpu',
      limit: 2000,
      used: 1500,
      requested: 1000,
      needed: 2500,
    },
    'Raise the cpu limit of namespace team-a from 2 to at least 2500m, or free some of it.',
  ],
  [{ kind: 'add-host' }, 'Add a host, or remove pods that are not needed.'],
])('%j', (fix, sentence) => expect(describeFix(fix)).toBe(sentence))
