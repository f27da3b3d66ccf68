import { allKinds, type Field, type GroupVersionKind, type Scalar, structOf, type TypeRef } from '#domain/kube/schema/table.ts'

/** Which OpenAPI the schema is written for; they differ in where references point and in how a choice of types is said. */
export type Dialect = 'v2' | 'v3'

/** The type of every object's metadata. */
export const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'

/** An OpenAPI schema object. */
export type Schema = Record<string, unknown>

const REF: Record<Dialect, string> = { v2: '#/definitions/', v3: '#/components/schemas/' }

const SCALARS: Record<Scalar, Schema> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
  Time: { type: 'string', format: 'date-time' },
  MicroTime: { type: 'string', format: 'date-time' },
  Duration: { type: 'string' },
  Quantity: { type: 'string' },
  IntOrString: { type: 'string', format: 'int-or-string' },
  RawExtension: { type: 'object' },
  FieldsV1: { type: 'object' },
}

/** OpenAPI v3 can say that a value is one of two types; v2 clients know these by their format. */
const V3_SCALARS: Partial<Record<Scalar, Schema>> = {
  Quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  IntOrString: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
}

/** Leaf types that have a definition of their own upstream, because clients look for it by name. */
const NAMED_SCALARS = new Set<Scalar>(['Time', 'MicroTime', 'Duration', 'Quantity', 'IntOrString', 'RawExtension', 'FieldsV1'])

const scalarSchema = (scalar: Scalar, dialect: Dialect): Schema => (dialect === 'v3' && V3_SCALARS[scalar]) || SCALARS[scalar]

const typeSchema = (type: TypeRef, dialect: Dialect): Schema => {
  switch (type.form) {
    case 'struct':
      return { $ref: REF[dialect] + type.name }
    case 'list':
      return { type: 'array', items: typeSchema(type.of, dialect) }
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of, dialect) }
    case 'scalar':
      if (type.name && NAMED_SCALARS.has(type.scalar)) return { $ref: REF[dialect] + type.name }
      return { ...scalarSchema(type.scalar, dialect), ...(type.enum ? { enum: type.enum } : {}) }
  }
}

const fieldSchema = (field: Field, dialect: Dialect): Schema => {
  const schema = typeSchema(field.type, dialect)
  const facts: Schema = {}
  if (field.default !== undefined) facts.default = field.default
  if (field.listType) facts['x-kubernetes-list-type'] = field.listType
  if (field.listMapKeys) facts['x-kubernetes-list-map-keys'] = field.listMapKeys
  if (field.mapType) facts['x-kubernetes-map-type'] = field.mapType
  if (field.patchMergeKey) facts['x-kubernetes-patch-merge-key'] = field.patchMergeKey
  if (field.patchStrategy) facts['x-kubernetes-patch-strategy'] = field.patchStrategy
  // OpenAPI 3.0 ignores what stands beside a $ref.
  const isBareRef = dialect === 'v2' || schema.$ref === undefined || Object.keys(facts).length === 0
  return { ...(isBareRef ? schema : { allOf: [schema] }), ...facts }
}

const kindsOfType = (typeName: string): Schema[] =>
  allKinds()
    .filter(({ type }) => type === typeName)
    .map(({ group, version, kind }) => ({ group: group === 'meta.k8s.io' ? '' : group, version, kind }))

const structSchema = (typeName: string, dialect: Dialect): Schema => {
  const struct = structOf(typeName)
  if (!struct) throw new Error(`no schema for ${typeName}`)
  const fields = [...struct.fields.values()]
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  const kinds = kindsOfType(typeName)
  return {
    type: 'object',
    ...(required.length ? { required } : {}),
    ...(fields.length
      ? { properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, dialect)])) }
      : {}),
    ...(struct.mapType ? { 'x-kubernetes-map-type': struct.mapType } : {}),
    ...(kinds.length ? { 'x-kubernetes-group-version-kind': kinds } : {}),
  }
}

/** The definitions of these types and of all they reach, by OpenAPI name (`io.k8s.api.core.v1.Pod`), sorted. */
export const definitionsFor = (typeNames: Iterable<string>, dialect: Dialect): Record<string, Schema> => {
  const found = new Map<string, Schema>()
  const visit = (type: TypeRef): void => {
    if (type.form === 'list' || type.form === 'map') visit(type.of)
    else if (type.name && !found.has(type.name)) {
      if (type.form === 'struct') visitStruct(type.name)
      else if (NAMED_SCALARS.has(type.scalar)) found.set(type.name, scalarSchema(type.scalar, dialect))
    }
  }
  const visitStruct = (name: string): void => {
    if (found.has(name)) return
    found.set(name, structSchema(name, dialect))
    for (const field of structOf(name)?.fields.values() ?? []) visit(field.type)
  }
  for (const name of typeNames) visitStruct(name)
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * A definition that only names the kind, for a custom kind without a schema: clients then let every field through.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#controlling-pruning
 */
export const openDefinition = ({ group, version, kind }: GroupVersionKind, dialect: Dialect): Schema => ({
  type: 'object',
  // kubectl apply looks for metadata in v3; in v2 any property would close the definition to all others.
  ...(dialect === 'v3'
    ? { properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: refTo(OBJECT_META, dialect) } }
    : {}),
  'x-kubernetes-preserve-unknown-fields': true,
  'x-kubernetes-group-version-kind': [{ group, version, kind }],
})

/** A reference to a definition. */
export const refTo = (typeName: string, dialect: Dialect): Schema => ({ $ref: REF[dialect] + typeName })
