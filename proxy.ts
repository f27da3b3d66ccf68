import { type NextRequest, NextResponse } from 'next/server'
import { REQUESTED_PATH_HEADER } from '#app/session-cookie.ts'

/** Tells pages their own address, so that signing in leads back to it. https://nextjs.org/docs/app/api-reference/file-conventions/proxy */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers)
  headers.set(REQUESTED_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: '/((?!api/|healthz|_next/).*)' }
