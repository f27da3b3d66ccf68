'use server'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { isStatusError } from '#domain/errors.ts'
import { controlPlane } from '#server/control-plane.ts'
import { isSameOrigin } from '../same-origin.ts'
import { addressOf, isSecure } from '../session.ts'
import { SESSION_COOKIE, sessionCookie } from '../session-cookie.ts'
import { returnPath } from './return-path.ts'

export interface SignInState {
  error?: string
  username?: string
}

/** Signs in with the form's name and password and goes to the page that was asked for. A refusal is said in the form. */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const list = await headers()
  if (!isSameOrigin(list)) return { error: 'The request came from another site. Open this page directly and sign in.' }
  const username = String(form.get('username') ?? '')
  const { auth } = await controlPlane()
  try {
    const { token } = await auth.signIn({
      username,
      password: String(form.get('password') ?? ''),
      address: addressOf(list),
      userAgent: list.get('user-agent')?.slice(0, 400) ?? '',
    })
    ;(await cookies()).set(sessionCookie(token, isSecure(list)))
  } catch (error) {
    if (isStatusError(error)) return { error: error.message, username }
    console.error(error)
    return { error: 'Signing in did not work because of a fault on the server. Try again in a moment.', username }
  }
  redirect(returnPath(form.get('to')))
}

/** Ends the session here and on the server. */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  const token = jar.get(SESSION_COOKIE)?.value
  if (token && isSameOrigin(await headers())) {
    await (await controlPlane()).auth.signOut(token)
    jar.delete(SESSION_COOKIE)
  }
  redirect('/login')
}
