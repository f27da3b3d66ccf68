import type { Cause } from '#domain/errors.ts'
import { duplicateValue, invalidValue, notSupported } from '#domain/kube/causes.ts'
import { toScalar, tryParseQuantity } from '#domain/kube/quantity.ts'
import type { LimitRange } from '#domain/kube/workloads.ts'
import { column, defineKind, NAME } from '../kind.ts'

const TYPES = ['Container', 'Pod', 'PersistentVolumeClaim']
const AMOUNTS = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const

type Item = NonNullable<LimitRange['spec']>['limits'][number]

const validateItem = (item: Item, at: string): Cause[] => {
  const causes = TYPES.includes(item.type) ? [] : [notSupported(`${at}.type`, item.type, TYPES)]
  for (const field of AMOUNTS) {
    for (const [resource, text] of Object.entries(item[field] ?? {})) {
      if (tryParseQuantity(text) === undefined)
        causes.push(invalidValue(`${at}.${field}[${resource}]`, text, 'must be a quantity'))
    }
  }
  if (causes.length > 0) return causes
  const amount = (field: (typeof AMOUNTS)[number], resource: string) => {
    const text = item[field]?.[resource]
    return text === undefined ? undefined : { text, value: toScalar(resource, text) }
  }
  const order = ['min', 'defaultRequest', 'default', 'max'] as const
  const resources = new Set(order.flatMap((field) => Object.keys(item[field] ?? {})))
  for (const resource of resources) {
    for (const [index, low] of order.entries()) {
      for (const high of order.slice(index + 1)) {
        const [a, b] = [amount(low, resource), amount(high, resource)]
        if (a && b && a.value > b.value) {
          causes.push(
            invalidValue(`${at}.${low}[${resource}]`, a.text, `${low} value ${a.text} is greater than ${high} value ${b.text}`),
          )
        }
      }
    }
  }
  return causes
}

/** https://kubernetes.io/docs/concepts/policy/limit-range/ */
export const limitRange = defineKind<LimitRange>({
  kind: 'LimitRange',
  resource: 'limitranges',
  shortNames: ['limits'],
  columns: [NAME, column('Created At', 'When it was created.')],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? ''],
  // A container without a default request gets its default limit, and one without either may use the maximum.
  applyDefaults: ({ spec }) => {
    for (const item of spec?.limits ?? []) {
      if (item.type !== 'Container') continue
      if (item.max) item.default = { ...item.max, ...item.default }
      if (item.default || item.min) item.defaultRequest = { ...item.min, ...item.default, ...item.defaultRequest }
    }
  },
  validate: ({ spec }) => {
    const seen = new Set<string>()
    return (spec?.limits ?? []).flatMap((item, index) => {
      const at = `spec.limits[${index}]`
      const causes = seen.has(item.type) ? [duplicateValue(`${at}.type`, item.type)] : []
      seen.add(item.type)
      return [...causes, ...validateItem(item, at)]
    })
  },
})
