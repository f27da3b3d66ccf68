import type { KubeObject } from '#domain/kube/object.ts'
import { type GroupVersionKind, structOf, type TypeRef, typeOfKind } from './table.ts'

type JsonObject = Record<string, unknown>

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A copy with the empty structs that Kubernetes always prints, such as `resources: {}` of a container and
 * `status: { loadBalancer: {} }` of a Service. A kind without a schema comes back as it is.
 */
export const withEmptyStructs = <T extends KubeObject>(gvk: GroupVersionKind, object: T): T => {
  const type = typeOfKind(gvk)
  return type === undefined ? object : (fillStruct(type, object) as T)
}

const fillStruct = (typeName: string, value: JsonObject): JsonObject => {
  const filled: JsonObject = { ...value }
  for (const { name, type, pointer, always } of structOf(typeName)?.fields.values() ?? []) {
    const inner = filled[name]
    if (inner !== undefined) filled[name] = fill(type, inner)
    else if (type.form === 'struct' && always && !pointer) filled[name] = fillStruct(type.name, {})
  }
  return filled
}

const fill = (type: TypeRef, value: unknown): unknown => {
  if (type.form === 'struct') return isObject(value) ? fillStruct(type.name, value) : value
  if (type.form === 'list' && Array.isArray(value)) return value.map((item) => fill(type.of, item))
  if (type.form === 'map' && type.of.form !== 'scalar' && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(type.of, item)]))
  }
  return value
}
