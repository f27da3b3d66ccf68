import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, NONCE_HEADER } from '#app/content-security-policy.ts'
import { REQUESTED_PATH_HEADER } from '#app/session-cookie.ts'

const POLICY = 'content-security-policy'

/**
 * Tells pages their own address, so that signing in leads back to it, and gives each answer a policy with a nonce of its own; Next puts
 * the nonce on its scripts. https://nextjs.org/docs/app/api-reference/file-conventions/proxy
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, { dev: process.env.NODE_ENV === 'development' })
  const headers = new Headers(request.headers)
  headers.set(REQUESTED_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  headers.set(NONCE_HEADER, nonce)
  headers.set(POLICY, policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set(POLICY, policy)
  return response
}

export const config = { matcher: '/((?!api/|healthz|_next/).*)' }
