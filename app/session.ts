import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { controlPlane } from '#server/control-plane.ts'
import { REQUESTED_PATH_HEADER, SESSION_COOKIE, sessionCookie } from './session-cookie.ts'

/** Whoever the control plane knows as a user. */
type Session = NonNullable<Awaited<ReturnType<Awaited<ReturnType<typeof controlPlane>>['auth']['session']>>>
export type SessionUser = Session['user']

/** Where a request came from, for throttling and the audit log. The web port puts it there, whatever the browser sent. */
export const addressOf = (list: Headers): string => list.get('x-forwarded-for') ?? 'unknown'

/** True when the browser came by HTTPS, also through a proxy that says so. */
export const isSecure = (list: Headers): boolean => list.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'

/** The user of the page that is being rendered, or undefined. Rendering can't set cookies, so the token is not rotated here. */
export const currentUser = cache(async (): Promise<SessionUser | undefined> => {
  const token = (await cookies()).get(SESSION_COOKIE)?.value
  if (!token) return undefined
  const { auth } = await controlPlane()
  return (await auth.session(token, addressOf(await headers()), { rotate: false }))?.user
})

/** The user, or the sign-in page, which leads back to the page that was asked for. */
export const requireUser = async (): Promise<SessionUser> => {
  const user = await currentUser()
  if (user) return user
  const path = (await headers()).get(REQUESTED_PATH_HEADER) ?? '/'
  redirect(path === '/' ? '/login' : `/login?to=${encodeURIComponent(path)}`)
}

/** The session that a server action comes by; a new token is set when it was rotated. Undefined when it has ended. */
export const actionSession = async (): Promise<Session | undefined> => {
  const [jar, list] = [await cookies(), await headers()]
  const token = jar.get(SESSION_COOKIE)?.value
  if (!token) return undefined
  const { auth } = await controlPlane()
  const session = await auth.session(token, addressOf(list))
  if (session && session.token !== token) jar.set(sessionCookie(session.token, isSecure(list)))
  return session
}
