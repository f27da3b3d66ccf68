export const SESSION_COOKIE = 'hemisphere_session'

/** Set by proxy.ts on every page request: layouts and pages can't see their own address. */
export const REQUESTED_PATH_HEADER = 'x-hemisphere-path'

/** The cookie that holds a session's token: not for scripts, not sent along from other sites. It ends with the browser; the server ends it earlier. */
export const sessionCookie = (token: string, secure: boolean) =>
  ({ name: SESSION_COOKIE, value: token, httpOnly: true, sameSite: 'lax', path: '/', secure }) as const
