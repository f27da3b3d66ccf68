import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { clientAddress, plainAddress } from '#domain/client-address.ts'

/** What the web client's port is opened with. */
export interface WebPortOptions {
  port: number
  host?: string
  /** How many proxies of ours stand in front and append to X-Forwarded-For; 0 when browsers come directly. */
  trustedProxies: number
}

/** The open port of the web client. */
export interface WebPort {
  port: number
  server: Server
  /** From now on requests are answered by this; the earlier ones wait for it. */
  answerWith(handle: Handle): void
  /** Stops accepting, ends what streams, lets other requests finish for a moment, and resolves when all connections are closed. */
  close(): Promise<void>
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Milliseconds an idle connection is kept: longer than the 60 or 75 s of the usual proxies, which would otherwise meet closed ones. */
const KEEP_ALIVE = 90_000
/** Milliseconds that requests have to finish when the port is closed. */
const GRACE = 3000

/** Marks a request of this process to itself, whose client address has been found already. */
const OURS = 'x-hemisphere-from-us'
/** What only proxies of ours may say. */
const SAID_BY_PROXIES = ['x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto']

/**
 * Opens the port of the web client. The handler finds the true client address, and nothing else, in X-Forwarded-For, whatever the browser
 * sent; what else proxies say stays only when there are some.
 */
export const openWebPort = async ({ port, host, trustedProxies }: WebPortOptions): Promise<WebPort> => {
  const secret = randomBytes(18).toString('base64url')
  const sockets = new Set<Socket>()
  const unanswered = new Set<ServerResponse>()
  const warn = warnOnce(trustedProxies)
  let answerWith: (handle: Handle) => void = () => {}
  const handler = new Promise<Handle>((resolve) => {
    answerWith = resolve
  })

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE, noDelay: true }, (request, response) => {
    warn(request)
    sayWhoAsks(request, secret, trustedProxies)
    unanswered.add(response)
    response.once('close', () => unanswered.delete(response))
    handler
      .then((handle) => handle(request, response))
      .catch((error) => {
        console.error(`${request.method} ${request.url} failed:`, error)
        if (response.headersSent) response.destroy()
        else response.writeHead(500).end('Internal Server Error')
      })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(port, host)
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    server,
    answerWith,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const response of unanswered) if (isStream(response.req)) response.destroy()
      const answers = [...unanswered].filter(({ destroyed }) => !destroyed).map((response) => once(response, 'close'))
      await Promise.race([Promise.all(answers), setTimeout(GRACE)])
      // Also those that were upgraded, which the server no longer knows of.
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/**
 * Next asks itself for pages that an action leads to, with the headers of the browser: those requests come from here, and must not be
 * taken for ones of this machine.
 */
const sayWhoAsks = ({ headers, socket }: IncomingMessage, secret: string, trustedProxies: number): void => {
  if (headers[OURS] === secret) return
  headers[OURS] = secret
  // Node joins several headers of this name with commas.
  const forwardedFor = headers['x-forwarded-for'] as string | undefined
  headers['x-forwarded-for'] = clientAddress(socket.remoteAddress, forwardedFor, trustedProxies)
  if (trustedProxies === 0) for (const name of SAID_BY_PROXIES) delete headers[name]
}

/** What a browser's EventSource asks for: an answer that would not end by itself. */
const isStream = ({ headers }: IncomingMessage): boolean => headers.accept === 'text/event-stream'

/** Whoever puts a proxy in front and forgets to say so would find the proxy's address in the audit log; the log says why. */
const warnOnce = (trustedProxies: number) => {
  let warned = trustedProxies > 0
  return ({ headers, socket }: IncomingMessage): void => {
    if (warned || headers['x-forwarded-for'] === undefined || headers[OURS] !== undefined) return
    warned = true
    console.error(
      `${plainAddress(socket.remoteAddress ?? '')} sent X-Forwarded-For, which is not believed: if it is a proxy of yours, set TRUSTED_PROXIES to how many there are.`,
    )
  }
}
