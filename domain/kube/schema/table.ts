import { schemaText } from '../__generated__/schema.ts'

/** A kind as clients name it; `group` is empty for the core group. */
export interface GroupVersionKind {
  group: string
  version: string
  kind: string
}

/** The leaves of a schema: Go's basic types, and the types whose JSON form is made by code of their own. */
export type Scalar =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'bytes'
  | 'Time'
  | 'MicroTime'
  | 'Duration'
  | 'Quantity'
  | 'IntOrString'
  | 'RawExtension'
  | 'FieldsV1'

/** What a field holds. `go` is the type as Go's decoder prints it in its errors, `v1.PodSpec` or `map[string]string`. */
export type TypeRef =
  | { form: 'scalar'; scalar: Scalar; go: string; name?: string; enum?: string[] }
  | { form: 'struct'; name: string; go: string }
  | { form: 'list'; of: TypeRef; go: string; wrapped?: boolean }
  | { form: 'map'; of: TypeRef; go: string }

/** One field of a Kubernetes type. */
export interface Field {
  name: string
  type: TypeRef
  /** Field number in the protobuf message; absent when the field is not sent in protobuf (apiVersion and kind). */
  proto?: number
  /** A Go pointer: zero (0, "", false, {}) then differs from absent. */
  pointer?: boolean
  /** JSON shows the members of this struct as if they were its owner's; protobuf sends it as a message. */
  inline?: boolean
  required?: boolean
  /** Go prints the field even when it is zero, as `resources: {}` of a container. */
  always?: boolean
  /** As in the patchStrategy tag: `merge`, `retainKeys` or `merge,retainKeys`. */
  patchStrategy?: string
  patchMergeKey?: string
  listType?: 'atomic' | 'set' | 'map'
  listMapKeys?: string[]
  mapType?: 'atomic' | 'granular'
  default?: unknown
}

/** A Kubernetes struct type. */
export interface StructType {
  /** OpenAPI name, `io.k8s.api.core.v1.Pod`. */
  name: string
  /** Fields by JSON name, with the members of inline structs among them. */
  fields: ReadonlyMap<string, Field>
  /** Fields as declared, inline structs as one field each. */
  declared: readonly Field[]
  mapType?: 'atomic' | 'granular'
}

interface RawType {
  fields?: Record<string, Omit<Field, 'name' | 'type'> & { type: string }>
  is?: string
  wrapped?: boolean
  enum?: string[]
  mapType?: 'atomic' | 'granular'
}

const BASIC = new Set(['string', 'bool', 'int32', 'int64', 'float64', 'bytes'])

const table = JSON.parse(schemaText) as { kinds: Record<string, string>; types: Record<string, RawType> }
const structs = new Map<string, StructType>()
const refs = new Map<string, TypeRef>()

/** `io.k8s.api.core.v1.Pod` as Go's reflection prints it: `v1.Pod`. */
const goName = (name: string): string => name.split('.').slice(-2).join('.')

const parseRef = (text: string): TypeRef => {
  if (text.startsWith('[]')) {
    const of = refOf(text.slice(2))
    return { form: 'list', of, go: `[]${of.go}` }
  }
  const map = /^map\[([^\]]+)\](.+)$/.exec(text)
  if (map?.[1] && map[2]) {
    const of = refOf(map[2])
    return { form: 'map', of, go: `map[${refOf(map[1]).go}]${of.go}` }
  }
  if (BASIC.has(text)) return { form: 'scalar', scalar: text as Scalar, go: text === 'bytes' ? '[]uint8' : text }
  return namedRef(text)
}

const namedRef = (name: string): TypeRef => {
  const raw = table.types[name]
  if (!raw) throw new Error(`the schema table has no type ${name}`)
  const go = goName(name)
  if (raw.fields) return { form: 'struct', name, go }
  const is = raw.is ?? 'string'
  const isSpecial = !BASIC.has(is) && !/^\[\]|^map|\./.test(is)
  const base: TypeRef = isSpecial ? { form: 'scalar', scalar: is as Scalar, go } : refOf(is)
  if (base.form === 'scalar') return { ...base, go, name, ...(raw.enum ? { enum: raw.enum } : {}) }
  return { ...base, go, ...(raw.wrapped ? { wrapped: true } : {}) }
}

const refOf = (text: string): TypeRef => {
  const known = refs.get(text)
  if (known) return known
  const made = parseRef(text)
  refs.set(text, made)
  return made
}

/** The struct of that OpenAPI name (`io.k8s.api.core.v1.PodSpec`), or undefined when the table has none. */
export const structOf = (name: string): StructType | undefined => {
  const known = structs.get(name)
  if (known) return known
  const raw = table.types[name]
  if (!raw?.fields) return undefined
  const declared = Object.entries(raw.fields).map(
    ([key, { type, ...facts }]): Field => ({ name: key, type: refOf(type), ...facts }),
  )
  const fields = new Map<string, Field>()
  for (const field of declared) {
    const inner = field.inline && field.type.form === 'struct' ? structOf(field.type.name)?.fields : undefined
    for (const each of inner?.values() ?? [field]) fields.set(each.name, each)
  }
  const made: StructType = { name, fields, declared, ...(raw.mapType ? { mapType: raw.mapType } : {}) }
  structs.set(name, made)
  return made
}

/** The field of that JSON name, or undefined when the type has no such field. */
export const fieldOf = (typeName: string, fieldName: string): Field | undefined => structOf(typeName)?.fields.get(fieldName)

/**
 * The OpenAPI name of a kind's type, or undefined for a kind that is not built in. Option kinds (DeleteOptions and its like) are
 * part of every group, as in Kubernetes.
 */
export const typeOfKind = ({ group, version, kind }: GroupVersionKind): string | undefined =>
  table.kinds[`${group}/${version}/${kind}`] ??
  (/Options$|^Status$/.test(kind) ? table.kinds[`meta.k8s.io/v1/${kind}`] : undefined)

/** Every kind of the table with the OpenAPI name of its type. */
export const allKinds = (): (GroupVersionKind & { type: string })[] =>
  Object.entries(table.kinds).map(([key, type]) => {
    const [group = '', version = '', kind = ''] = key.split('/')
    return { group, version, kind, type }
  })
