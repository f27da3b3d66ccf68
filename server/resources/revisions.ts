import { badRequest, StatusError } from '#domain/errors.ts'

// https://kubernetes.io/docs/reference/using-api/api-concepts/#the-resourceversion-parameter

/** BadRequest unless it is a revision as this server gives them, or none. */
export const checkRevision = (text: string): void => {
  if (text === '' || /^\d+$/.test(text)) return
  throw badRequest(`resourceVersion: Invalid value: ${JSON.stringify(text)}: it must be a number that this server gave, or 0`)
}

/** 504 for a revision that is not there yet: the client knows more than this server does. */
export const tooLargeRevision = (wanted: string, current: string): StatusError =>
  new StatusError('Timeout', `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version', field: '' }],
    retryAfterSeconds: 1,
  })
