import { invalidValue, notSupported } from '#domain/kube/causes.ts'
import { age } from '#domain/kube/human-duration.ts'
import { qualifiedName } from '#domain/kube/names.ts'
import { tryParseQuantity } from '#domain/kube/quantity.ts'
import type { ResourceQuota } from '#domain/kube/workloads.ts'
import { AGE, column, defineKind, NAME, statusOf } from '../kind.ts'

const figures = (quota: ResourceQuota, isLimit: boolean): string => {
  const hard = quota.status?.hard ?? quota.spec?.hard ?? {}
  const keys = Object.keys(hard)
    .filter((key) => key.startsWith('limits.') === isLimit)
    .sort()
  return keys.map((key) => `${key}: ${quota.status?.used?.[key] ?? '0'}/${hard[key]}`).join(', ')
}

/** What is measured, under each of its names; anything else without a prefix is not known to quotas. */
const MEASURED = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`])
const COUNTED = [
  'pods',
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
]
const STANDARD: ReadonlySet<string> = new Set([...MEASURED, ...COUNTED, 'requests.storage'])

const isCount = (key: string): boolean => COUNTED.includes(key) || key.startsWith('count/')
const isKnown = (key: string): boolean => key.includes('/') || key.includes('hugepages-') || STANDARD.has(key)

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/ ; its status is not stored: it is computed from what is counted. */
export const resourceQuota = defineKind<ResourceQuota>({
  kind: 'ResourceQuota',
  resource: 'resourcequotas',
  shortNames: ['quota'],
  subresources: [{ ...statusOf({ group: '', version: 'v1', kind: 'ResourceQuota' }), verbs: ['get'] }],
  columns: [NAME, column('Request', 'Used and allowed, but for limits.'), column('Limit', 'Used and allowed limits.'), AGE],
  cells: (quota, now) => [
    quota.metadata.name,
    figures(quota, false),
    figures(quota, true),
    age(quota.metadata.creationTimestamp, now),
  ],
  validate: ({ spec }) => [
    ...Object.entries(spec?.hard ?? {}).flatMap(([key, text]) => {
      const at = `spec.hard[${key}]`
      const amount = tryParseQuantity(text)
      return [
        ...qualifiedName(key).map((problem) => invalidValue(at, key, problem)),
        ...(isKnown(key) ? [] : [invalidValue(at, key, 'must be a standard resource for quotas')]),
        ...(amount === undefined
          ? [invalidValue(at, text, 'must be a quantity, for example 10, 500m or 4Gi')]
          : amount < 0
            ? [invalidValue(at, text, 'must be greater than or equal to 0')]
            : isCount(key) && !Number.isInteger(amount)
              ? [invalidValue(at, text, 'must be an integer')]
              : []),
      ]
    }),
    // A quota for some of the objects would need counting per scope, which is not done: better refused than ignored.
    ...(spec?.scopes?.length || (spec as { scopeSelector?: unknown } | undefined)?.scopeSelector
      ? [notSupported('spec.scopes', spec?.scopes ?? [], ['no scopes: a quota counts everything in its namespace'])]
      : []),
  ],
})
