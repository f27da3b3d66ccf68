import { parse } from 'yaml'
import { badRequest, invalid, StatusError } from '#domain/errors.ts'
import { notSupported } from '#domain/kube/causes.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { decodeKubeProtobuf, PROTOBUF_MEDIA_TYPE } from '#domain/kube/protobuf/decode.ts'
import type { GroupVersionKind } from '#domain/kube/schema/table.ts'
import { checkSent } from '#server/resources/decode.ts'
import { goJsonError } from './json-error.ts'
import { bodyMediaType, YAML_TYPES } from './negotiate.ts'
import type { OptionsKind } from './request-options.ts'

/** Bytes; the same limit as a Kubernetes API server's. */
export const BODY_LIMIT = 3 * 1024 * 1024

/** The whole body; RequestEntityTooLarge when it is over BODY_LIMIT (the port reads no more than a little over it). */
export const readBytes = async (request: Request): Promise<Uint8Array> => {
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.length > BODY_LIMIT)
    throw new StatusError('RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT}`)
  return bytes
}

/** What the client sent, before it is checked against a kind. `text` is there for JSON only: duplicate keys are found in it. */
export interface RawBody {
  value: unknown
  text?: string
  empty: boolean
}

const unrecognized = (kind: string, why: string, text: string): StatusError =>
  badRequest(
    `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why} (${start(text)})`,
  )

const start = (text: string): string => (text.length > 256 ? `${text.slice(0, 256)} ...` : text)

const ACCEPTED = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'

/** Decodes JSON, YAML or Kubernetes protobuf by the body's media type; `kind` only words the refusal. */
export const readBody = async (request: Request, kind: string): Promise<RawBody> => {
  const bytes = await readBytes(request)
  const mediaType = bodyMediaType(request)
  if (bytes.length === 0) return { value: undefined, empty: true }
  if (mediaType === PROTOBUF_MEDIA_TYPE) return { value: decodeKubeProtobuf(bytes), empty: false }
  const text = new TextDecoder().decode(bytes)
  if (YAML_TYPES.has(mediaType)) return { value: readYaml(text, kind), empty: false }
  if (mediaType !== 'application/json') {
    throw new StatusError(
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${ACCEPTED}`,
    )
  }
  return { value: readJson(text, kind), text, empty: false }
}

const readJson = (text: string, kind: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unrecognized(kind, goJsonError(text, error), text)
  }
}

const readYaml = (text: string, kind: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    throw unrecognized(kind, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not YAML', text)
  }
}

/** What to do about unknown and repeated fields: https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

/** Reads the `fieldValidation` parameter; `Warn` when there is none. `kind` words the refusal. */
export const fieldValidationOf = (query: URLSearchParams, kind: OptionsKind): FieldValidation => {
  const asked = query.get('fieldValidation') ?? ''
  if (asked === '') return 'Warn'
  if (asked === 'Strict' || asked === 'Warn' || asked === 'Ignore') return asked
  throw invalid(kind, 'meta.k8s.io', '', [notSupported('fieldValidation', asked, ['', 'Ignore', 'Strict', 'Warn'])])
}

/**
 * The body as an object of the expected kind; a body that names neither kind nor version is taken to be of it. Warnings are what
 * `Warn` has to say. BadRequest in Kubernetes' words for another kind, a wrong type, or (Strict) an unknown field.
 */
export const decodeObject = (
  raw: RawBody,
  expected: GroupVersionKind,
  validation: FieldValidation,
): { object: KubeObject; warnings: string[] } => {
  const apiVersion = expected.group ? `${expected.group}/${expected.version}` : expected.version
  const value = raw.value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${expected.kind}): couldn't get version/kind; the body is not an object (${start(raw.text ?? '')})`,
    )
  }
  const body = value as Record<string, unknown>
  const kind = typeof body.kind === 'string' && body.kind ? body.kind : expected.kind
  const version = typeof body.apiVersion === 'string' && body.apiVersion ? body.apiVersion : apiVersion
  if (kind !== expected.kind) {
    const from = version.slice(version.indexOf('/') + 1)
    throw badRequest(
      `${kind} in version "${from}" cannot be handled as a ${expected.kind}: converting (${from}.${kind}) to (${goGroup(expected.group)}.${expected.kind}): unknown conversion`,
    )
  }
  if (version !== apiVersion) {
    throw badRequest(`the API version in the data (${version}) does not match the expected API version (${apiVersion})`)
  }
  // clients are used to see what an object is before what it holds, and the verbs rely on its metadata
  const whole = Object.assign({ kind, apiVersion, metadata: {} }, body, { kind, apiVersion, metadata: body.metadata ?? {} })
  const strict = validation === 'Strict'
  const text = validation === 'Ignore' ? undefined : raw.text
  const checked = checkSent(expected, whole, text === undefined ? { strict } : { strict, text })
  return { object: checked.object, warnings: validation === 'Warn' ? checked.strictErrors : [] }
}

const goGroup = (group: string): string => (group === '' ? 'core' : (group.split('.')[0] ?? group))
