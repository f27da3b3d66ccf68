import type { Cause } from '#domain/errors.ts'
import { invalidValue, tooLong } from '#domain/kube/causes.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { age } from '#domain/kube/human-duration.ts'
import { configMapKey } from '#domain/kube/names.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { AGE, column, defineKind, NAME } from '../kind.ts'

const MAXIMUM = 1024 * 1024

interface WithData extends KubeObject {
  data?: Record<string, string>
  binaryData?: Record<string, string>
  immutable?: boolean
}

/** Rules that ConfigMaps and Secrets share: names of keys, 1 MiB in all, and `immutable`. */
export const validateData = (object: WithData, old: WithData | undefined): Cause[] => {
  const size = [object.data, object.binaryData].reduce(
    (sum, data) => sum + Object.values(data ?? {}).reduce((all, value) => all + String(value).length, 0),
    0,
  )
  const locked = (['data', 'binaryData'] as const).filter((field) => old?.immutable && !jsonEqual(object[field], old[field]))
  return [
    ...[...Object.keys(object.data ?? {}), ...Object.keys(object.binaryData ?? {})].flatMap((key) =>
      configMapKey(key).map((problem) => invalidValue(`data[${key}]`, key, problem)),
    ),
    ...(size > MAXIMUM ? [tooLong('', MAXIMUM)] : []),
    ...locked.map(
      (field): Cause => ({
        reason: 'FieldValueForbidden',
        message: 'Forbidden: field is immutable when `immutable` is set',
        field,
      }),
    ),
    ...(old?.immutable && !object.immutable
      ? [{ reason: 'FieldValueForbidden', message: 'Forbidden: field is immutable when `immutable` is set', field: 'immutable' }]
      : []),
  ]
}

/** https://kubernetes.io/docs/concepts/configuration/configmap/ */
export const configMap = defineKind<WithData>({
  kind: 'ConfigMap',
  resource: 'configmaps',
  shortNames: ['cm'],
  columns: [NAME, column('Data', 'How many keys it has.'), AGE],
  cells: ({ metadata, data, binaryData }, now) => [
    metadata.name,
    Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    age(metadata.creationTimestamp, now),
  ],
  validate: validateData,
})
