import { badRequest, type ErrorDetails, isStatusError, StatusError } from '#domain/errors.ts'

/** `metav1.Status`: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: Record<string, never>
  status: 'Success' | 'Failure'
  message?: string
  reason?: string
  details?: object
  code?: number
}

/** A refusal as Kubernetes clients read it. */
export const failureStatus = (error: StatusError): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: error.message,
  reason: error.reason,
  ...(error.details ? { details: shownDetails(error.details) } : {}),
  code: error.code,
})

/** A cause that is about no one field names none, as Go leaves out what is empty. */
const shownDetails = ({ causes, ...details }: ErrorDetails): object =>
  causes ? { ...details, causes: causes.map(({ field, ...cause }) => (field ? { ...cause, field } : cause)) } : details

/** What a write that answers with no object says, such as a delete that is done or a binding. */
export const successStatus = (more: { details?: object; code?: number } = {}): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  ...more,
})

/** Any thrown value as a StatusError: ours as they are, anything else as a 500 that names the entry in the server's log. */
export const asStatusError = (error: unknown, id: string, log: (id: string, error: unknown) => void): StatusError => {
  if (isStatusError(error)) return error
  // nothing here is walked to its end but what a client nested
  if (error instanceof RangeError && /call stack/.test(error.message)) return badRequest('json: exceeded max depth')
  log(id, error)
  return new StatusError('InternalError', `Internal error occurred; the log of the control plane has it under ${id}`)
}

/** 404 without a name: the group, version or resource is not served here. */
export const noSuchResource = (): StatusError =>
  new StatusError('NotFound', 'the server could not find the requested resource', {})

/** 405: the resource is served, but not with this method. */
export const methodNotAllowed = (): StatusError =>
  new StatusError('MethodNotAllowed', 'the server does not allow this method on the requested resource', {})
