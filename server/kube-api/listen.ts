import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { plainAddress } from '#domain/client-address.ts'
import { keyThumbprint } from '#server/auth/client-certificate.ts'
import type { Connection } from './identity.ts'
import { BODY_LIMIT } from './read-body.ts'
import { bytesOf } from './respond.ts'

/** Answers a request, or leaves it to the next one. */
export type Route = (request: Request, connection: Connection) => Promise<Response | undefined>

/** What the API port is opened with. Certificates and keys are PEM. */
export interface ListenOptions {
  port: number
  host?: string
  certificate: string
  privateKey: string
  /** Client certificates signed by this authority say who asks; others count for nothing. */
  authority: string
  /** Asked in order; the first that answers does. */
  routes: readonly Route[]
  /** How long a client may take to send a request, in milliseconds; what it is answered may take as long as it likes. */
  receiveMs?: number
}

/** An open port. */
export interface Listener {
  port: number
  /** Connections from now on are met with this certificate. */
  useCertificate(next: { certificate: string; privateKey: string }): void
  /** Stops accepting, ends every open stream and resolves when all connections are closed. */
  close(): Promise<void>
}

/** Milliseconds an idle connection is kept; longer than the 90 s of Go's clients, which would otherwise meet closed ones. */
const KEEP_ALIVE = 120_000

/** Milliseconds for a request to arrive whole: enough for the largest body over a slow line. */
const RECEIVE = 60_000

/** Opens the API port: HTTPS with keep-alive, client certificates, and streams whose headers leave at once. */
export const listen = async (options: ListenOptions): Promise<Listener> => {
  const { certificate, privateKey, authority, routes, receiveMs = RECEIVE } = options
  const server = createServer(
    {
      cert: certificate,
      key: privateKey,
      ca: authority,
      requestCert: true,
      rejectUnauthorized: false,
      keepAliveTimeout: KEEP_ALIVE,
      // Whoever has not signed in can hold a connection for no longer than this.
      requestTimeout: receiveMs,
      headersTimeout: receiveMs,
      connectionsCheckingInterval: Math.min(receiveMs, 5000),
      noDelay: true,
      maxHeaderSize: 64 * 1024,
      ALPNProtocols: ['http/1.1'],
    },
    (incoming, outgoing) => {
      void serve(incoming, outgoing, routes)
    },
  )
  server.listen(options.port, options.host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    useCertificate: (next) => server.setSecureContext({ cert: next.certificate, key: next.privateKey, ca: authority }),
    close: () => close(server),
  }
}

const close = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

/** Methods that no Request can have: https://fetch.spec.whatwg.org/#forbidden-method */
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

const serve = async (incoming: IncomingMessage, outgoing: ServerResponse, routes: readonly Route[]): Promise<void> => {
  const abort = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) abort.abort()
  })
  const address = addressOf(incoming)
  if (!address || FORBIDDEN_METHODS.has(incoming.method ?? '')) {
    const [status, why] = address ? [405, 'the method is not allowed'] : [400, 'the address of the request can not be read']
    outgoing.writeHead(status, { connection: 'close', 'content-type': 'text/plain; charset=utf-8' }).end(`${status} ${why}\n`)
    return
  }
  try {
    const body = await readAll(incoming)
    const response = await route(toRequest(incoming, address, body, abort.signal), connectionOf(incoming), routes)
    await send(response, outgoing)
  } catch (error) {
    if (abort.signal.aborted) return
    console.error(`${incoming.method} ${incoming.url} failed:`, error)
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(500).end()
  }
}

const route = async (request: Request, connection: Connection, routes: readonly Route[]): Promise<Response> => {
  for (const each of routes) {
    const response = await each(request, connection)
    if (response) return response
  }
  return plain(404, '404 page not found\n')
}

const plain = (status: number, text: string) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })

/** The body, read here so that a refused request never leaves half of it in the connection; cut off just after the limit. */
const readAll = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (size <= BODY_LIMIT) chunks.push(chunk)
    size += chunk.length
  }
  return Buffer.concat(chunks)
}

/** What a request is for; undefined when its target or its Host header make no address. */
const addressOf = ({ url = '/', headers: { host = 'localhost' } }: IncomingMessage): URL | undefined => {
  try {
    const address = new URL(url.startsWith('/') ? `https://${host}${url}` : url, `https://${host}`)
    return address.username || address.password ? undefined : address
  } catch {
    return undefined
  }
}

const toRequest = (incoming: IncomingMessage, address: URL, body: Buffer, signal: AbortSignal): Request => {
  const { method = 'GET', rawHeaders } = incoming
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD'
  return new Request(address, {
    method,
    headers,
    signal,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  })
}

/** Reading a certificate costs as much as a small request, and a socket keeps its own. */
const connections = new WeakMap<Socket, Connection>()

const connectionOf = ({ socket }: IncomingMessage): Connection => {
  const known = connections.get(socket) ?? readConnection(socket as TLSSocket)
  connections.set(socket, known)
  return known
}

const readConnection = (socket: TLSSocket): Connection => {
  // Never what a header says: client certificates end here, so whatever stands in front passes the connection through.
  const address = plainAddress(socket.remoteAddress ?? '')
  // Only a certificate that our authority signed counts: the handshake lets the others in as strangers. One that has expired was perhaps not
  // even signed by it, so nothing that it says is believed.
  if (!socket.authorized)
    return String(socket.authorizationError) === 'CERT_HAS_EXPIRED' ? { address, isExpired: true } : { address }
  const { subject, serialNumber, valid_to } = socket.getPeerCertificate()
  const key = socket.getPeerX509Certificate()?.publicKey
  if (!subject?.CN || !key) return { address }
  const certificate = {
    commonName: String(subject.CN),
    organizations: (subject.O === undefined ? [] : [subject.O].flat()).map(String),
    serial: serialNumber.toLowerCase(),
    keyThumbprint: keyThumbprint(key),
    expiresAt: new Date(valid_to),
  }
  return { address, certificate }
}

const send = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  const headers: [string, string][] = [...response.headers]
  outgoing.writeHead(response.status, headers.flat())
  const bytes = bytesOf(response)
  if (bytes || !response.body) {
    outgoing.end(bytes)
    return
  }
  const reader = response.body.getReader()
  outgoing.on('close', () => void reader.cancel().catch(() => {}))
  let next = reader.read()
  // a watch may have nothing to say for minutes; its client waits for the headers
  if (!(await isReady(next))) outgoing.flushHeaders()
  for (;;) {
    const { done, value } = await next
    if (done) break
    together(outgoing)
    if (!outgoing.write(value)) await drained(outgoing)
    if (outgoing.destroyed) return
    next = reader.read()
  }
  outgoing.end()
}

/** Resolves when the response takes more, or is over; leaves no listener behind, because a watch may come here a thousand times. */
const drained = async (outgoing: ServerResponse): Promise<void> => {
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })])
  } finally {
    waiting.abort()
  }
}

/** Sends what is written in this turn of the event loop in one piece: a burst of watch events costs one record, not one each. */
const together = (outgoing: ServerResponse): void => {
  if (outgoing.writableCorked > 0) return
  outgoing.cork()
  process.nextTick(() => outgoing.uncork())
}

/** True when the promise is settled already, or in this turn of the event loop. */
const isReady = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))])
