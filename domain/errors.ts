/** Why a request was refused, in Kubernetes' words (metav1.StatusReason); every face translates these once. */
export type ErrorReason =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Expired'
  | 'RequestEntityTooLarge'
  | 'UnsupportedMediaType'
  | 'Invalid'
  | 'TooManyRequests'
  | 'InternalError'
  | 'ServiceUnavailable'
  | 'Timeout'

const CODES: Record<ErrorReason, number> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
}

/** One field's problem. `reason` is a metav1.CauseType such as FieldValueInvalid or FieldValueRequired. */
export interface Cause {
  reason: string
  message: string
  field: string
}

/** What a refusal is about; the shape of metav1.StatusDetails. */
export interface ErrorDetails {
  name?: string
  group?: string
  /** The plural resource for most reasons, the Kind for Invalid, as Kubernetes does it. */
  kind?: string
  uid?: string
  causes?: Cause[]
  retryAfterSeconds?: number
}

/**
 * The one error family. Thrown anywhere, translated once per face: kube-api into a Status, vsphere-api into its error body,
 * app/action.ts into a message. Anything else that is thrown is a defect and becomes InternalError.
 */
export class StatusError extends Error {
  readonly reason: ErrorReason
  readonly code: number
  readonly details: ErrorDetails | undefined

  constructor(reason: ErrorReason, message: string, details?: ErrorDetails) {
    super(message)
    this.name = 'StatusError'
    this.reason = reason
    this.code = CODES[reason]
    this.details = details
  }
}

/** True for our own errors, also across module copies (Next bundles a second one). */
export const isStatusError = (error: unknown): error is StatusError => error instanceof Error && error.name === 'StatusError'

/** True when `error` is a StatusError of that reason: reconcilers treat NotFound as done and Conflict as retry. */
export const hasReason = (error: unknown, reason: ErrorReason): boolean => isStatusError(error) && error.reason === reason

/** A resource as Kubernetes names it in messages: `pods`, `deployments.apps`. */
export interface ResourceName {
  group: string
  resource: string
}

const label = ({ group, resource }: ResourceName) => (group ? `${resource}.${group}` : resource)

const about = (of: ResourceName, name?: string): ErrorDetails => ({
  ...(name ? { name } : {}),
  ...(of.group ? { group: of.group } : {}),
  kind: of.resource,
})

/** 404: `pods "web" not found`. */
export const notFound = (of: ResourceName, name: string): StatusError =>
  new StatusError('NotFound', `${label(of)} "${name}" not found`, about(of, name))

/** 409: `pods "web" already exists`. */
export const alreadyExists = (of: ResourceName, name: string): StatusError =>
  new StatusError('AlreadyExists', `${label(of)} "${name}" already exists`, about(of, name))

/** 409: the object changed since it was read. */
export const conflict = (of: ResourceName, name: string, why?: string): StatusError =>
  new StatusError(
    'Conflict',
    `Operation cannot be fulfilled on ${label(of)} "${name}": ${
      why ?? 'the object has been modified; please apply your changes to the latest version and try again'
    }`,
    about(of, name),
  )

/** 403 with the reason in words: `pods "web" is forbidden: exceeded quota: …`. */
export const forbidden = (of: ResourceName, name: string, why: string): StatusError =>
  new StatusError('Forbidden', `${label(of)}${name ? ` "${name}"` : ''} is forbidden: ${why}`, about(of, name || undefined))

/** 422 with one cause per field; `kind` is the Kind, for example `Pod`. */
export const invalid = (kind: string, group: string, name: string, causes: Cause[]): StatusError => {
  const list = causes.map((c) => `${c.field}: ${c.message}`)
  return new StatusError(
    'Invalid',
    `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ${list.length === 1 ? list[0] : `[${list.join(', ')}]`}`,
    { ...(name ? { name } : {}), ...(group ? { group } : {}), kind, causes },
  )
}

/** 400: the request itself can't be understood. */
export const badRequest = (message: string): StatusError => new StatusError('BadRequest', message)
