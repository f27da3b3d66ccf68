import { type ErrorReason, isStatusError, StatusError } from '#domain/errors.ts'

/** A JSON answer. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })

/** 204. */
export const noContent = (): Response => new Response(null, { status: 204 })

// vSphere's error types and the HTTP statuses that go with them:
// https://developer.broadcom.com/xapis/vsphere-automation-api/latest/ (com.vmware.vapi.std.errors)
const TYPES: Record<ErrorReason, [type: string, status: number]> = {
  BadRequest: ['INVALID_ARGUMENT', 400],
  Invalid: ['INVALID_ARGUMENT', 400],
  AlreadyExists: ['ALREADY_EXISTS', 400],
  Conflict: ['NOT_ALLOWED_IN_CURRENT_STATE', 400],
  RequestEntityTooLarge: ['INVALID_ARGUMENT', 413],
  UnsupportedMediaType: ['INVALID_ARGUMENT', 415],
  NotAcceptable: ['UNSUPPORTED', 406],
  MethodNotAllowed: ['UNSUPPORTED', 405],
  Unauthorized: ['UNAUTHENTICATED', 401],
  Forbidden: ['UNAUTHORIZED', 403],
  NotFound: ['NOT_FOUND', 404],
  Expired: ['NOT_FOUND', 410],
  TooManyRequests: ['SERVICE_UNAVAILABLE', 429],
  ServiceUnavailable: ['SERVICE_UNAVAILABLE', 503],
  Timeout: ['TIMED_OUT', 504],
  InternalError: ['ERROR', 500],
}

/** An error in vSphere's words. Anything that is not ours is a defect: it is logged with an id, and only the id is told. */
export const errorResponse = (error: unknown, { legacy = false } = {}): Response => {
  const known = isStatusError(error) ? error : defect(error)
  const [type, status] = TYPES[known.reason]
  const messages = [{ id: `hemisphere.${known.reason}`, default_message: known.message, args: [] }]
  const headers: Record<string, string> = {}
  if (status === 401) headers['www-authenticate'] = 'Basic realm="vSphere"'
  if (known.details?.retryAfterSeconds) headers['retry-after'] = String(known.details.retryAfterSeconds)
  const body = legacy
    ? { type: `com.vmware.vapi.std.errors.${type.toLowerCase()}`, value: { messages } }
    : { error_type: type, messages }
  return json(body, status, headers)
}

const defect = (error: unknown): StatusError => {
  const id = crypto.randomUUID()
  console.error(`vsphere-api: unexpected error ${id}:`, error)
  return new StatusError('InternalError', `Something went wrong in the server; its log has it under ${id}.`)
}
