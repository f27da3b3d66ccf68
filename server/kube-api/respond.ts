import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { stringify } from 'yaml'
import type { StatusError } from '#domain/errors.ts'
import type { Representation } from './negotiate.ts'
import { failureStatus } from './status.ts'

const compress = promisify(gzip)

/** Kubernetes compresses answers larger than this many bytes. */
const GZIP_FROM = 128 * 1024

const JSON_ONLY: Representation = { shape: 'object', version: '', encoding: 'json', pretty: false }

/** As Kubernetes writes it: keys in order, and quotes around what an older reader would take for a time or a boolean. */
const YAML = { aliasDuplicateObjects: false, sortMapEntries: true, version: '1.1', lineWidth: 0 } as const

const encode = (body: unknown, { encoding, pretty }: Representation): string => {
  if (encoding === 'yaml') return stringify(body, YAML)
  return `${pretty ? JSON.stringify(body, null, 2) : JSON.stringify(body)}\n`
}

/** Answers with an object in the representation that was agreed on, compressed when it is large and the client can. */
export const respond = async (
  request: Request,
  status: number,
  body: unknown,
  options: { as?: Representation; headers?: Record<string, string> } = {},
): Promise<Response> => {
  const as = options.as ?? JSON_ONLY
  const bytes = Buffer.from(encode(body, as))
  const headers = new Headers({
    'content-type': as.encoding === 'yaml' ? 'application/yaml' : 'application/json',
    ...options.headers,
  })
  return respondBytes(request, status, bytes, headers)
}

/** Answers with bytes as they are, compressed when they are many and the client can. */
export const respondBytes = async (request: Request, status: number, bytes: Uint8Array, headers: Headers): Promise<Response> => {
  const canGzip = bytes.length > GZIP_FROM && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
  if (canGzip) {
    headers.set('content-encoding', 'gzip')
    headers.append('vary', 'Accept-Encoding')
  }
  const body = canGzip ? await compress(bytes, { level: 1 }) : bytes
  headers.set('content-length', String(body.length))
  const response = new Response(new Uint8Array(body), { status, headers })
  complete.set(response, body)
  return response
}

const complete = new WeakMap<Response, Uint8Array>()

/** The whole body of an answer that is no stream, so that the port need not read it back piece by piece. */
export const bytesOf = (response: Response): Uint8Array | undefined => complete.get(response)

/** Answers with text, as health checks and unknown paths do. */
export const respondText = (status: number, text: string): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' } })

/** Answers with a Status; `Retry-After` is set when the refusal is one of time. */
export const respondError = (request: Request, error: StatusError): Promise<Response> => {
  const wait = error.details?.retryAfterSeconds
  return respond(request, error.code, failureStatus(error), { headers: wait ? { 'retry-after': String(wait) } : {} })
}
