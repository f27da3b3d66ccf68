import { badRequest } from '#domain/errors.ts'
import type { Scalar } from '#domain/kube/schema/table.ts'
import { bytesOf, numberOf, readMessage, textOf, toBase64 } from './wire.ts'

type Wire = number | Uint8Array | undefined

/** RFC 3339 in UTC with `digits` digits of fraction; undefined for the zero time, which Kubernetes sends as an empty message. */
const timeText = (wire: Wire, digits: number): string | undefined => {
  const fields = readMessage(bytesOf(wire))
  const seconds = numberOf(fields.get(1))
  const nanos = numberOf(fields.get(2))
  if (seconds === 0 && nanos === 0) return undefined
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) throw badRequest('the protobuf body holds a time outside the years 0 to 9999')
  const fraction = digits > 0 ? `.${String(nanos).padStart(9, '0').slice(0, digits)}` : ''
  return `${date.toISOString().slice(0, 19)}${fraction}Z`
}

/** Nanoseconds as Go prints a duration: `1h0m0s`, `1.5s`, `250ms`. */
export const durationText = (nanoseconds: number): string => {
  const seconds = Math.abs(nanoseconds) / 1e9
  const sign = nanoseconds < 0 ? '-' : ''
  if (seconds === 0) return '0s'
  if (seconds < 1) {
    const [unit, name] = seconds >= 1e-3 ? [1e6, 'ms'] : seconds >= 1e-6 ? [1e3, 'µs'] : [1, 'ns']
    return `${sign}${Math.abs(nanoseconds) / unit}${name}`
  }
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = `${Number((seconds % 60).toFixed(9))}s`
  return sign + (hours ? `${hours}h${minutes}m${rest}` : minutes ? `${minutes}m${rest}` : rest)
}

const jsonOf = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    throw badRequest('the protobuf body embeds an object that is not JSON; send the embedded object as JSON')
  }
}

/**
 * The JSON form of a leaf of a protobuf body; undefined when it is null (an unset time). The messages of Time, Quantity,
 * IntOrString and their like are those of k8s.io/apimachinery's generated.proto files. An embedded object in protobuf is turned
 * by `embedded`.
 */
export const scalarValue = (scalar: Scalar, wire: Wire, embedded: (bytes: Uint8Array) => unknown): unknown => {
  switch (scalar) {
    case 'string':
      return textOf(wire)
    case 'bool':
      return numberOf(wire) !== 0
    case 'int32':
    case 'int64':
    case 'float64':
      return numberOf(wire)
    case 'bytes':
      return toBase64(bytesOf(wire))
    case 'Time':
      return timeText(wire, 0)
    case 'MicroTime':
      return timeText(wire, 6)
    case 'Duration':
      return durationText(numberOf(readMessage(bytesOf(wire)).get(1)))
    case 'Quantity':
      return textOf(readMessage(bytesOf(wire)).get(1)) || '0'
    case 'IntOrString': {
      const fields = readMessage(bytesOf(wire))
      return numberOf(fields.get(1)) === 1 ? textOf(fields.get(3)) : numberOf(fields.get(2))
    }
    case 'FieldsV1':
      return jsonOf(bytesOf(readMessage(bytesOf(wire)).get(1)))
    case 'RawExtension': {
      const raw = bytesOf(readMessage(bytesOf(wire)).get(1))
      return raw[0] === 0x6b ? embedded(raw) : jsonOf(raw)
    }
  }
}
