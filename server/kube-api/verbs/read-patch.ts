import { badRequest, invalid, StatusError } from '#domain/errors.ts'
import { checkFields } from '#domain/kube/schema/check-fields.ts'
import { apiVersionOf } from '#server/resources/kind.ts'
import type { PatchType } from '#server/resources/resources.ts'
import type { Call } from '../call.ts'
import { goJsonError } from '../json-error.ts'
import { bodyMediaType } from '../negotiate.ts'
import { fieldValidationOf, readBytes } from '../read-body.ts'

const TYPES: Record<string, PatchType> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
}

/** A patch as the door takes it, and what is to be warned of. */
export interface ReadPatch {
  patch: { type: PatchType; body: unknown }
  warnings: string[]
}

/** Reads the patch in the body; UnsupportedMediaType for a form that does not exist, Invalid for unknown fields when Strict. */
export const readPatch = async (call: Call): Promise<ReadPatch> => {
  const type = TYPES[bodyMediaType(call.request)]
  if (!type) throw new StatusError('UnsupportedMediaType', '415: Unsupported Media Type', {})
  const text = new TextDecoder().decode(await readBytes(call.request))
  const body = parse(text)
  if (type === 'json' ? !Array.isArray(body) : typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest(`a ${type === 'json' ? 'JSON patch must be a list of operations' : `${type} merge patch must be an object`}`)
  }
  return { patch: { type, body }, warnings: type === 'json' ? [] : unknownFields(call, body, text) }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badRequest(`error decoding patch: ${goJsonError(text, error)}`)
  }
}

/** Names the patch's own unknown fields; the object as a whole was checked when it was written. */
const unknownFields = (call: Call, body: unknown, text: string): string[] => {
  const validation = fieldValidationOf(call.query, 'PatchOptions')
  if (validation === 'Ignore' || call.path.subresource === 'scale') return []
  const { served } = call
  const whole = { ...(withoutDirectives(body) as object), kind: served.kind, apiVersion: apiVersionOf(served) }
  const { strictErrors } = checkFields(served, whole)
  if (strictErrors.length === 0 || validation === 'Warn') return strictErrors
  const message = `Invalid value: ${JSON.stringify(text)}: strict decoding error: ${strictErrors.join(', ')}`
  throw invalid('', '', '', [{ reason: 'FieldValueInvalid', message, field: 'patch' }])
}

/** Strategic merge patches carry orders about lists and maps among the fields: `$patch`, `$setElementOrder/…`. */
const withoutDirectives = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutDirectives)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('$'))
      .map(([key, inner]) => [key, withoutDirectives(inner)]),
  )
}
