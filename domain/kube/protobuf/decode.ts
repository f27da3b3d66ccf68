import { badRequest } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { type Field, type GroupVersionKind, structOf, type TypeRef, typeOfKind } from '#domain/kube/schema/table.ts'
import { scalarValue } from './scalars.ts'
import { bytesOf, readFields, readMessage, textOf, type WireField } from './wire.ts'

/** Media type of a Kubernetes protobuf body. */
export const PROTOBUF_MEDIA_TYPE = 'application/vnd.kubernetes.protobuf'

const MAGIC = [0x6b, 0x38, 0x73, 0x00]

/** True when the bytes start with the four bytes (`k8s` and zero) of a Kubernetes protobuf body. */
export const isKubeProtobuf = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte)

/**
 * The JSON form of a Kubernetes protobuf body (`k8s\0`, then runtime.Unknown): inline structs flattened, zero values that Go's JSON
 * would not send left out, bytes in base64. BadRequest when the bytes are damaged or of a kind without a schema.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export const decodeKubeProtobuf = (bytes: Uint8Array): KubeObject => {
  if (!isKubeProtobuf(bytes)) {
    throw badRequest('the body is not Kubernetes protobuf: it must start with the bytes "k8s" and zero; send JSON instead')
  }
  const unknown = readMessage(bytes.subarray(MAGIC.length))
  const typeMeta = readMessage(bytesOf(unknown.get(1)))
  const apiVersion = textOf(typeMeta.get(1))
  const kind = textOf(typeMeta.get(2))
  const type = typeOfKind({ ...groupVersion(apiVersion), kind })
  if (type === undefined) {
    throw badRequest(`no kind "${kind}" is registered for version "${apiVersion}" in protobuf; send this kind as JSON`)
  }
  // DeleteOptions and its like have no metadata; who asked for one of those reads its fields by name.
  return { apiVersion, kind, ...decodeStruct(type, bytesOf(unknown.get(2))) } as KubeObject
}

const groupVersion = (apiVersion: string): Pick<GroupVersionKind, 'group' | 'version'> => {
  const slash = apiVersion.indexOf('/')
  return { group: slash < 0 ? '' : apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

type JsonObject = Record<string, unknown>

const decodeStruct = (typeName: string, bytes: Uint8Array): JsonObject => {
  const byNumber = fieldsByNumber(typeName)
  const object: JsonObject = {}
  for (const { number, value } of readFields(bytes)) {
    const field = byNumber.get(number)
    if (!field) continue
    if (field.inline && field.type.form === 'struct') Object.assign(object, decodeStruct(field.type.name, bytesOf(value)))
    else setField(object, field, value)
  }
  return object
}

const numbered = new Map<string, Map<number, Field>>()
const fieldsByNumber = (typeName: string): Map<number, Field> => {
  const known = numbered.get(typeName)
  if (known) return known
  const made = new Map<number, Field>()
  for (const field of structOf(typeName)?.declared ?? []) if (field.proto !== undefined) made.set(field.proto, field)
  numbered.set(typeName, made)
  return made
}

const setField = (object: JsonObject, field: Field, wire: WireField['value']): void => {
  const { name, type } = field
  if (type.form === 'list' && !type.wrapped) {
    // Repeated numbers may come packed in one field or one by one; Kubernetes sends them one by one.
    const list = (object[name] ?? []) as unknown[]
    list.push(decodeValue(type.of, wire))
    object[name] = list
  } else if (type.form === 'map') {
    const map = (object[name] ?? {}) as JsonObject
    object[name] = map
    const entry = readMessage(bytesOf(wire))
    // Only an unset time decodes to nothing; inside a map JSON says null.
    const value = decodeValue(type.of, entry.get(2)) ?? null
    Object.defineProperty(map, textOf(entry.get(1)), { value, enumerable: true, writable: true, configurable: true })
  } else {
    const value = decodeValue(type, wire)
    if (value !== undefined && (field.pointer || !isZero(type, value))) object[name] = value
  }
}

const decodeValue = (type: TypeRef, wire: WireField['value'] | undefined): unknown => {
  switch (type.form) {
    case 'struct':
      return decodeStruct(type.name, bytesOf(wire))
    case 'scalar':
      return scalarValue(type.scalar, wire, decodeKubeProtobuf)
    case 'list':
      return wrappedItems(type.of, bytesOf(wire))
    case 'map':
      throw new Error(`protobuf has no map inside a list or map (${type.go})`)
  }
}

/** Named lists that are map values (authorization's ExtraValue) are sent as a message with `items = 1`. */
const wrappedItems = (of: TypeRef, bytes: Uint8Array): unknown[] => {
  const items: unknown[] = []
  for (const { number, value } of readFields(bytes)) if (number === 1) items.push(decodeValue(of, value))
  return items
}

/** Zero of a value that is not behind a Go pointer: protobuf sends it always, JSON would leave it out. Metadata stays, as in checkFields. */
const isZero = (type: TypeRef, value: unknown): boolean => {
  if (type.form === 'struct') return Object.keys(value as JsonObject).length === 0 && !type.name.endsWith('.ObjectMeta')
  if (type.form !== 'scalar') return false
  return value === '' || value === 0 || value === false
}
