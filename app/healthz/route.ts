export const dynamic = 'force-dynamic'

/** Whether this process answers; asked by whoever starts and watches it, so without signing in. */
export const GET = (): Response => new Response('ok')
