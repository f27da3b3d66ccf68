import { isStatusError } from '#domain/errors.ts'
import { controlPlane } from '#server/control-plane.ts'
import { addressOf, isSecure, type SessionUser } from './session.ts'
import { SESSION_COOKIE, sessionCookie } from './session-cookie.ts'

const cookieOf = (request: Request, name: string): string | undefined =>
  request.headers
    .get('cookie')
    ?.split(/;\s*/)
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)

const refusal = (status: number, reason: string, message: string): Response => Response.json({ reason, message }, { status })

/**
 * Runs a route handler as the signed-in user: 401 without a session, our errors with their own status and words. A rotated token is set
 * again on the answer, so a tab that stays open keeps its session.
 */
export const asUser = async (request: Request, handle: (user: SessionUser) => Promise<Response>): Promise<Response> => {
  const token = cookieOf(request, SESSION_COOKIE)
  const { auth } = await controlPlane()
  const session = token ? await auth.session(token, addressOf(request.headers)) : undefined
  if (!token || !session) return refusal(401, 'Unauthorized', 'Sign in first.')
  const response = await handle(session.user).catch((error: unknown) => {
    if (isStatusError(error)) return refusal(error.code, error.reason, error.message)
    console.error(error)
    return refusal(500, 'InternalError', 'Something went wrong on the server; its log says what. Try again.')
  })
  if (session.token !== token) {
    const { name, value, secure } = sessionCookie(session.token, isSecure(request.headers))
    response.headers.append('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`)
  }
  return response
}
