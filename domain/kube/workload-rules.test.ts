import { expect, test } from 'vitest'
import { defaultDeployment, validateDeployment } from './workload-rules.ts'
import type { Deployment } from './workloads.ts'

const deployment = (spec: Record<string, unknown> = {}): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    ...spec,
  },
})

const causes = (given: Deployment, old?: Deployment): string[] => {
  defaultDeployment(given)
  return validateDeployment(given, old).map(({ field, message }) => `${field}: ${message}`)
}

test.each<[Record<string, unknown>, string[]]>([
  [{}, []],
  [{ replicas: -1 }, ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [
    { selector: { matchLabels: { app: 'db' } } },
    ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
  ],
  [{ selector: undefined }, ['spec.selector: Required value']],
  [
    { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } },
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
  ],
  [
    { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
])('%j', (spec, expected) => {
  expect(causes(deployment(spec))).toEqual(expected)
})

test('the selector stays', () => {
  const labels = { app: 'web', tier: 'a' }
  const moved = deployment({ selector: { matchLabels: labels } })
  moved.spec.template.metadata = { labels }
  expect(causes(moved, deployment())).toEqual([
    'spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"a"}}: field is immutable',
  ])
})
