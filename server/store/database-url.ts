import { StatusError } from '#domain/errors.ts'
import { DISK_FULL } from './database-error.ts'

/** The database a connection string names; PostgreSQL's own default, `postgres`, when it names none. */
export const databaseName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres'

/** Where a connection string leads, without the password: fit for messages. */
export const databaseAddress = (url: string): string => {
  const { hostname, port } = new URL(url)
  return `${hostname}:${port || 5432}`
}

/** ServiceUnavailable that says in one sentence why the database can't be reached and what to look at. */
export const unreachable = (url: string, error: unknown): StatusError => {
  const { code, message } = error as { code?: string; message?: string }
  const why =
    code === '28P01' || code === '28000'
      ? 'the name or password is wrong'
      : code === '42501'
        ? 'the user may not create it'
        : code === DISK_FULL
          ? 'its disk is full'
          : code === '53300'
            ? 'it has no connections left'
            : /timeout/i.test(message ?? '')
              ? 'it does not answer'
              : message || code || String(error)
  return new StatusError(
    'ServiceUnavailable',
    `The database "${databaseName(url)}" at ${databaseAddress(url)} can't be reached (${why}): check that PostgreSQL runs there and that DATABASE_URL is right.`,
  )
}
