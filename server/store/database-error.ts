import { isStatusError, StatusError } from '#domain/errors.ts'

/** PostgreSQL's error classes for "the data is wrong": 22 data exception, 23 integrity constraint, 54 program limit exceeded. */
const BAD_DATA = /^(22|23|54)/

/** True when the database refused what was sent, so that sending it again can't help and nothing was kept. */
export const isBadData = (error: unknown): boolean => BAD_DATA.test(sqlState(error))

/** PostgreSQL's disk_full: the statement and its whole transaction have failed. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const DISK_FULL = '53100'

/** The one sentence for it, wherever it happens. */
export const diskFull = (): StatusError =>
  new StatusError(
    'ServiceUnavailable',
    'The disk of the database is full, and nothing was changed: free some space there, then try again.',
  )

const sqlState = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '')

/**
 * An error of pg as one of ours: BadRequest for data the database can't hold, ServiceUnavailable with `advice` when it is away. The original
 * is kept as the cause.
 */
export function databaseError(error: unknown, advice: string): Error {
  if (isStatusError(error)) return error
  if (sqlState(error) === DISK_FULL) return Object.assign(diskFull(), { cause: error })
  const message = error instanceof Error ? error.message : String(error)
  const status = isBadData(error)
    ? new StatusError('BadRequest', `The database can't hold this: ${message}`)
    : new StatusError('ServiceUnavailable', `The database did not answer (${message || sqlState(error)}). ${advice}`)
  status.cause = error
  return status
}
