import { badRequest, StatusError } from '#domain/errors.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { structNameIn } from '#domain/kube/schema/struct-name-in.ts'
import { fieldOf, type GroupVersionKind, typeOfKind } from '#domain/kube/schema/table.ts'
import { goMap } from './go-map.ts'
import { orderList } from './order-list.ts'
import { setMember } from './set-member.ts'

type JsonObject = Record<string, unknown>

// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
// Three kinds of orders travel among the fields of a patch.
const DIRECTIVE = '$patch'
const RETAIN = '$retainKeys'
const DELETE_FROM = '$deleteFromPrimitiveList/'
const ORDER = '$setElementOrder/'

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the schema says of one field: how lists merge, and of which struct its contents are. */
interface FieldRule {
  mergeKey?: string | undefined
  merges: boolean
  type?: string | undefined
}

const ruleOf = (type: string | undefined, field: string): FieldRule => {
  const known = type === undefined ? undefined : fieldOf(type, field)
  return {
    mergeKey: known?.patchMergeKey,
    merges: (known?.patchStrategy ?? '').split(',').includes('merge'),
    type: known ? structNameIn(known.type) : undefined,
  }
}

const mergeKeyMissing = (item: unknown, key: string): StatusError =>
  new StatusError('InternalError', `map: ${goMap(item)} does not contain declared merge key: ${key}`)

/** Drops the orders from something that is added whole, since there is nothing to apply them to. */
const withoutOrders = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter((item) => !(isObject(item) && item[DIRECTIVE] === 'delete')).map(withoutOrders)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !key.startsWith('$') && inner !== null)
      .map(([key, inner]) => [key, withoutOrders(inner)]),
  )
}

const mergeObjects = (type: string | undefined, current: JsonObject, patch: JsonObject): JsonObject => {
  const directive = patch[DIRECTIVE]
  if (directive === 'replace') return withoutOrders(patch) as JsonObject
  if (directive === 'delete') return {}
  if (directive !== undefined && directive !== 'merge')
    throw badRequest(`unknown $patch: ${JSON.stringify(directive)}; it is replace, merge or delete`)
  const retained = patch[RETAIN]
  const result: JsonObject = Array.isArray(retained)
    ? Object.fromEntries(Object.entries(current).filter(([key]) => retained.includes(key)))
    : { ...current }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete result[key]
    else setMember(result, key, mergeField(ruleOf(type, key), result[key], value))
  }
  for (const [key, value] of Object.entries(patch)) applyListOrder(type, result, patch, key, value)
  return result
}

/** `$deleteFromPrimitiveList/x` and `$setElementOrder/x` speak of the list in field x. */
const applyListOrder = (type: string | undefined, result: JsonObject, patch: JsonObject, key: string, value: unknown): void => {
  if (key.startsWith(DELETE_FROM) && Array.isArray(value)) {
    const field = key.slice(DELETE_FROM.length)
    const list = result[field]
    if (Array.isArray(list)) result[field] = list.filter((item) => !value.some((gone) => jsonEqual(gone, item)))
  }
  if (key.startsWith(ORDER) && Array.isArray(value)) {
    const field = key.slice(ORDER.length)
    const list = result[field]
    const { mergeKey } = ruleOf(type, field)
    if (Array.isArray(list)) result[field] = orderList(list, value, Array.isArray(patch[field]) ? patch[field] : [], mergeKey)
  }
}

const mergeField = (rule: FieldRule, current: unknown, value: unknown): unknown => {
  if (isObject(value)) return isObject(current) ? mergeObjects(rule.type, current, value) : withoutOrders(value)
  if (!Array.isArray(value)) return value
  if (!rule.merges) return withoutOrders(value)
  const list = Array.isArray(current) ? current : []
  return rule.mergeKey === undefined ? mergePrimitives(list, value) : mergeItems(rule, rule.mergeKey, list, value)
}

const mergePrimitives = (current: unknown[], added: unknown[]): unknown[] => [
  ...current,
  ...added.filter((item) => !current.some((each) => jsonEqual(each, item))),
]

const mergeItems = ({ type }: FieldRule, key: string, current: unknown[], patch: unknown[]): unknown[] => {
  if (patch.some((item) => isObject(item) && item[DIRECTIVE] === 'replace')) {
    return patch.filter((item) => !(isObject(item) && item[DIRECTIVE] === 'replace')).map(withoutOrders)
  }
  let result = [...current]
  for (const item of patch) {
    if (!isObject(item) || item[key] === undefined) throw mergeKeyMissing(item, key)
    const index = result.findIndex((each) => isObject(each) && each[key] === item[key])
    if (item[DIRECTIVE] === 'delete') result = result.filter((each) => !(isObject(each) && each[key] === item[key]))
    else if (index < 0) result.push(withoutOrders(item))
    else result[index] = mergeObjects(type, result[index] as JsonObject, item)
  }
  return result
}

/** Applies a strategic merge patch to an object of a built-in kind; lists with a merge key merge item by item. */
export const applyStrategicPatch = (gvk: GroupVersionKind, object: KubeObject, patch: JsonObject): KubeObject =>
  mergeObjects(typeOfKind(gvk), object, patch) as KubeObject
