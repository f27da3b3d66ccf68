import { badRequest, type StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { checkScalar, jsonKind } from './check-scalar.ts'
import { duplicateKeys, keyOffsets, strictPath } from './duplicate-keys.ts'
import { type Field, type GroupVersionKind, type Scalar, structOf, type TypeRef, typeOfKind } from './table.ts'

/** What checkFields found. */
export interface CheckedFields {
  /** A copy without unknown fields, nulls, and zero values that Go would not print. */
  object: KubeObject
  /** The first field of a wrong type, in the words of Go's decoder; the request is then refused with 400 whatever fieldValidation says. */
  decodeError?: string
  /** `unknown field "spec.foo"` and `duplicate field "metadata.name"`, in document order: errors for Strict, warnings for Warn. */
  strictErrors: string[]
}

interface Walk {
  /** Steps with list indices and map keys, for strict errors. */
  steps: (string | number)[]
  /** Struct field names only, as Go's type errors print them. */
  names: string[]
  unknown: string[]
  /** Paths whose content has no schema: unknown fields and embedded objects. */
  opaque: string[]
  decodeError?: string
}

type JsonObject = Record<string, unknown>

/**
 * Checks an object of a built-in kind against its type, as the decoder of a Kubernetes API server does. Pass the JSON `text` as well
 * to find repeated keys. A kind without a schema comes back as it is, without problems.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
 */
export const checkFields = (gvk: GroupVersionKind, object: unknown, options: { text?: string } = {}): CheckedFields => {
  const type = typeOfKind(gvk)
  if (type === undefined) return { object: object as KubeObject, strictErrors: [] }
  const walk: Walk = { steps: [], names: [], unknown: [], opaque: [] }
  const checked = checkStruct(walk, type, object, undefined)
  return {
    object: checked as KubeObject,
    ...(walk.decodeError === undefined ? {} : { decodeError: walk.decodeError }),
    strictErrors: strictErrors(walk, options.text),
  }
}

/** 400 in Kubernetes' words: `ConfigMap in version "v1" cannot be handled as a ConfigMap: …`. */
export const cannotBeHandled = ({ kind, version }: GroupVersionKind, why: string): StatusError =>
  badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`)

/** Refuses what the server must refuse: a field of a wrong type always, unknown and repeated fields when `strict`. */
export const refuseProblems = (gvk: GroupVersionKind, { decodeError, strictErrors }: CheckedFields, strict: boolean): void => {
  if (decodeError !== undefined) throw cannotBeHandled(gvk, decodeError)
  if (strict && strictErrors.length > 0) throw cannotBeHandled(gvk, `strict decoding error: ${strictErrors.join(', ')}`)
}

const strictErrors = ({ unknown, opaque }: Walk, text: string | undefined): string[] => {
  const hidden = (path: string) =>
    opaque.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`))
  const duplicates = text === undefined ? [] : duplicateKeys(text).filter(({ path }) => !hidden(path))
  if (duplicates.length === 0 || text === undefined) return unknown.map((path) => `unknown field "${path}"`)
  const offsets = keyOffsets(text)
  const found = [
    ...unknown.map((path) => ({ message: `unknown field "${path}"`, at: offsets.get(path) ?? 0 })),
    ...duplicates.map(({ path, at }) => ({ message: `duplicate field "${path}"`, at })),
  ]
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ message }) => message))]
}

const shortName = (typeName: string): string => typeName.slice(typeName.lastIndexOf('.') + 1)

/** Go reports only the first wrong type and decodes on. */
const mismatch = (walk: Walk, kind: string, go: string, owner: string | undefined): void => {
  const into = owner === undefined ? 'Go value' : `Go struct field ${shortName(owner)}.${walk.names.join('.')}`
  walk.decodeError ??= `json: cannot unmarshal ${kind} into ${into} of type ${go}`
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

const checkStruct = (walk: Walk, typeName: string, value: unknown, owner: string | undefined): JsonObject => {
  const struct = structOf(typeName)
  if (!struct || !isObject(value)) {
    mismatch(walk, jsonKind(value), typeName.split('.').slice(-2).join('.'), owner)
    return {}
  }
  const object: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) {
    const field = struct.fields.get(key)
    walk.steps.push(key)
    if (!field) {
      const path = strictPath(walk.steps)
      walk.unknown.push(path)
      walk.opaque.push(path)
    } else if (inner !== null) {
      walk.names.push(key)
      const checked = checkValue(walk, field.type, inner, typeName)
      if (checked !== undefined && !isLeftOut(field, checked)) object[key] = checked
      walk.names.pop()
    }
    walk.steps.pop()
  }
  return object
}

const checkValue = (walk: Walk, type: TypeRef, value: unknown, owner: string): unknown => {
  if (value === null) return zeroOf(type)
  if (type.form === 'struct') return checkStruct(walk, type.name, value, owner)
  if (type.form === 'scalar') {
    if (type.scalar === 'RawExtension' || type.scalar === 'FieldsV1') walk.opaque.push(strictPath(walk.steps))
    const result = checkScalar(type.scalar, value)
    if ('value' in result) return result.value
    if ('error' in result) walk.decodeError ??= result.error
    else mismatch(walk, result.mismatch, type.go, owner)
    return undefined
  }
  if (type.form === 'list' ? !Array.isArray(value) : !isObject(value)) {
    mismatch(walk, jsonKind(value), type.go, owner)
    return undefined
  }
  return type.form === 'list'
    ? checkList(walk, type.of, value as unknown[], owner)
    : checkMap(walk, type.of, value as JsonObject, owner)
}

const checkList = (walk: Walk, of: TypeRef, list: unknown[], owner: string): unknown[] =>
  list.map((item, index) => {
    walk.steps.push(index)
    const checked = checkValue(walk, of, item, owner)
    walk.steps.pop()
    return checked
  })

const checkMap = (walk: Walk, of: TypeRef, map: JsonObject, owner: string): JsonObject =>
  Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      walk.steps.push(key)
      const checked = checkValue(walk, of, value, owner)
      walk.steps.pop()
      return [key, checked]
    }),
  )

const ZEROS: Partial<Record<Scalar, unknown>> = {
  bool: false,
  int32: 0,
  int64: 0,
  float64: 0,
  Quantity: '0',
  IntOrString: 0,
  Duration: '0s',
  Time: null,
  MicroTime: null,
  RawExtension: null,
  FieldsV1: null,
}

/** What null decodes to inside a list or map. */
const zeroOf = (type: TypeRef): unknown => {
  if (type.form === 'struct' || type.form === 'map') return {}
  if (type.form === 'list') return []
  return type.scalar in ZEROS ? ZEROS[type.scalar] : ''
}

/**
 * True for a value that stands for "not set": clients send `status: {}` and `creationTimestamp: null` because Go prints them. A
 * pointer's zero is a choice (`replicas: 0`, `emptyDir: {}`) and stays, and so do metadata and fields that Go always prints.
 */
const isLeftOut = ({ type, pointer, always }: Field, value: unknown): boolean => {
  if (pointer) return false
  if (type.form === 'struct') return Object.keys(value as JsonObject).length === 0 && shortName(type.name) !== 'ObjectMeta'
  if (always) return false
  if (type.form === 'list') return (value as unknown[]).length === 0
  if (type.form === 'map') return Object.keys(value as JsonObject).length === 0
  return value === '' || value === 0 || value === false
}
