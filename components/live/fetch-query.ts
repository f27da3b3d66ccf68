import type { QueryArgs, QueryName, QueryValue } from '#domain/client/queries.ts'

/** Why the server did not answer a query, in words for the page; `status` is the HTTP status, 0 when it could not be reached. */
export class QueryError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'QueryError'
    this.status = status
  }
}

/** Asks the server; QueryError when it refuses or can't be reached. A session that has ended leads to the sign-in page. */
export const fetchQuery = async <Name extends QueryName>(
  name: Name,
  args: QueryArgs<Name>,
  signal?: AbortSignal,
): Promise<QueryValue<Name>> => {
  const response = await fetch('/api/query', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, args }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new QueryError(0, 'The server can’t be reached. What is shown may be old; it is read again by itself.')
  })
  if (response.status === 401) {
    window.location.assign(`/login?to=${encodeURIComponent(window.location.pathname + window.location.search)}`)
    throw new QueryError(401, 'The session has ended. Sign in again.')
  }
  const body = (await response.json().catch(() => ({}))) as { value?: QueryValue<Name>; message?: string }
  if (!response.ok) throw new QueryError(response.status, body.message ?? `The server answered ${response.status}.`)
  return body.value as QueryValue<Name>
}
