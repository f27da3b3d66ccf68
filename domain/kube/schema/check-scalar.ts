import { tryParseQuantity } from '#domain/kube/quantity.ts'
import { canonicalQuantity } from './canonical-quantity.ts'
import type { Scalar } from './table.ts'

const QUANTITY_FORM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const INTEGER_LIMIT: Partial<Record<Scalar, number>> = { int32: 2 ** 31, int64: 2 ** 63 }
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What Go's decoder calls a JSON value: `string`, `number`, `bool`, `array`, `object`. */
export const jsonKind = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value

/** A leaf after decoding: its value, or why not. `mismatch` is the JSON kind for "cannot unmarshal …", `error` a whole message. */
export type ScalarResult = { value: unknown } | { mismatch: string } | { error: string }

const boolean = (value: unknown): ScalarResult => (typeof value === 'boolean' ? { value } : { mismatch: jsonKind(value) })

/** Types with a decoder of their own report a wrong kind without naming the field, as Go does. */
const ownString = (value: unknown, check: (text: string) => string | undefined): ScalarResult => {
  if (typeof value !== 'string') return { error: `json: cannot unmarshal ${jsonKind(value)} into Go value of type string` }
  const error = check(value)
  return error === undefined ? { value } : { error }
}

const integer = (value: unknown, scalar: Scalar): ScalarResult => {
  if (typeof value !== 'number') return { mismatch: jsonKind(value) }
  const limit = INTEGER_LIMIT[scalar] ?? 2 ** 63
  return Number.isInteger(value) && value >= -limit && value < limit ? { value } : { mismatch: `number ${value}` }
}

const bytes = (value: unknown): ScalarResult => {
  if (typeof value !== 'string') return { mismatch: jsonKind(value) }
  const text = value.replace(/[\r\n]/g, '')
  if (BASE64.test(text)) return { value: text }
  const bad = text.search(/[^A-Za-z0-9+/]/)
  return { error: `illegal base64 data at input byte ${bad < 0 ? text.length - (text.length % 4) : bad}` }
}

const time =
  (layout: string) =>
  (text: string): string | undefined =>
    RFC3339.test(text) && !Number.isNaN(Date.parse(text))
      ? undefined
      : `parsing time ${JSON.stringify(text)} as "${layout}": cannot parse ${JSON.stringify(text)} as "2006"`

/**
 * Checks a leaf as Go's decoder does and gives the value that decoding and encoding again would give (quantities
 * become text in their canonical form). Quantities: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const checkScalar = (scalar: Scalar, value: unknown): ScalarResult => {
  switch (scalar) {
    case 'string':
      // as Go reads it: half a character is none
      return typeof value === 'string' ? { value: value.toWellFormed() } : { mismatch: jsonKind(value) }
    case 'bool':
      return boolean(value)
    case 'int32':
    case 'int64':
      return integer(value, scalar)
    case 'float64':
      return typeof value === 'number' ? { value } : { mismatch: jsonKind(value) }
    case 'bytes':
      return bytes(value)
    case 'Time':
      return value === '' ? { value: undefined } : ownString(value, time('2006-01-02T15:04:05Z07:00'))
    case 'MicroTime':
      return ownString(value, time('2006-01-02T15:04:05.000000Z07:00'))
    case 'Duration':
      return ownString(value, (text) =>
        /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text)
          ? undefined
          : `time: invalid duration ${JSON.stringify(text)}`,
      )
    case 'Quantity': {
      const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : undefined
      return text !== undefined && tryParseQuantity(text) !== undefined
        ? { value: canonicalQuantity(text) }
        : { error: QUANTITY_FORM }
    }
    case 'IntOrString':
      if (typeof value === 'string') return { value }
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31
        ? { value }
        : {
            error: `json: cannot unmarshal ${typeof value === 'number' ? `number ${value}` : jsonKind(value)} into Go value of type int32`,
          }
    case 'RawExtension':
    case 'FieldsV1':
      return { value }
  }
}
