import { makeCertificate } from '#server/auth/testing/make-certificate.ts'
import type { Connection } from '../identity.ts'
import type { KubeApi } from '../kube-api.ts'

/** A request without a socket; `body` that is no text is sent as JSON. */
export interface Ask {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  as?: Connection
  signal?: AbortSignal
}

/** May do everything. */
export const ADMIN: Connection = {
  address: '127.0.0.1',
  certificate: makeCertificate({ commonName: 'admin', organizations: ['system:masters'] }),
}

/** Is known, and may do nothing. */
export const NOBODY: Connection = { address: '127.0.0.1', certificate: makeCertificate({ commonName: 'nobody' }) }

/** Has shown nothing about who they are. */
export const STRANGER: Connection = { address: '127.0.0.1' }

/** Asks the handler as a client would, as an administrator unless `as` says otherwise. */
export const ask = (
  handler: KubeApi,
  path: string,
  { method = 'GET', body, headers = {}, as = ADMIN, signal }: Ask = {},
): Promise<Response> => {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const request = new Request(`https://api.test${path}`, {
    method,
    headers: { ...type, ...headers },
    ...text,
    ...(signal ? { signal } : {}),
  })
  return handler(request, as)
}

/** What a refusal's Status is expected to be. */
export const failure = (code: number, reason: string, message: unknown, details?: object) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  reason,
  message,
  code,
  ...(details ? { details } : {}),
})
