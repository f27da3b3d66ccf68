/** Carries the nonce of a page request to the layout, whose own script needs it. Next finds it by itself in the policy. */
export const NONCE_HEADER = 'x-nonce'

/**
 * What a page of the client may load: our own files, and of scripts in the page itself only those that carry this request's nonce. There is
 * no 'strict-dynamic': it would let a script of ours be talked into adding others. Styles may be inline, because widths and places are set
 * as style attributes. `dev` is for `next dev`, which evaluates code and reloads by WebSocket.
 * https://nextjs.org/docs/app/guides/content-security-policy
 */
export const contentSecurityPolicy = (nonce: string, { dev }: { dev: boolean }): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws: wss:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
