import type { IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { createSecureContext } from 'node:tls'
import { type ErrorReason, StatusError } from '#domain/errors.ts'

const REASONS: Record<number, ErrorReason> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  422: 'Invalid',
  429: 'TooManyRequests',
}

/** A request that takes longer than this is as good as lost; streams have no such limit. */
const TIMEOUT_MS = 30_000

/** Whom we believe, and what we prove ourselves with. PEM texts. */
interface Shown {
  authority: string
  key?: string
  certificate?: string
}

export interface ClientOptions extends Shown {
  /** `https://address:port`. */
  url: string
  /** Connections at most; unless said otherwise 3, of which a long poll and a watch may each hold one. */
  connections?: number
}

/** JSON over HTTPS with the host's certificate. Answers that are refusals are thrown as StatusError. */
export class SupervisorClient {
  readonly #base: URL
  readonly #connections: number
  readonly #former: Agent[] = []
  #agent: Agent
  #isClosed = false

  constructor({ url, connections = 3, ...shown }: ClientOptions) {
    this.#base = new URL(url)
    this.#connections = connections
    this.#agent = this.#connect(shown)
  }

  /** From now on proves itself with this certificate. What is under way, a watch too, ends where it began. */
  present(shown: Required<Shown>): void {
    this.#former.push(this.#agent)
    this.#agent = this.#connect(shown)
  }

  #connect({ authority, key, certificate }: Shown): Agent {
    // Made once: reading keys and certificates costs more than a handshake.
    const secureContext = createSecureContext({ ca: authority, ...(key && certificate ? { key, cert: certificate } : {}) })
    return new Agent({ keepAlive: true, maxSockets: this.#connections, secureContext })
  }

  /** One request; `body` is sent as JSON, or as the content type given. */
  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
    timeoutMs = TIMEOUT_MS,
  ): Promise<T> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const response = await this.#open(method, path, payload, contentType, timeoutMs)
    const text = await readAll(response)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return (text ? JSON.parse(text) : undefined) as T
    throw refusal(status, text)
  }

  /** Reads a stream of JSON lines until it ends; rejects when it can't be opened. */
  async stream(path: string, signal: AbortSignal, onLine: (value: unknown) => void): Promise<void> {
    const response = await this.#open('GET', path, undefined, '', 0, signal)
    if (response.statusCode !== 200) throw refusal(response.statusCode ?? 0, await readAll(response))
    response.setEncoding('utf8')
    let rest = ''
    for await (const chunk of response) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line) onLine(JSON.parse(line))
    }
  }

  #open(
    method: string,
    path: string,
    payload: string | undefined,
    contentType: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error(`${method} ${path}: this host has stopped`))
      const request = httpsRequest(
        {
          method,
          host: this.#base.hostname,
          port: this.#base.port,
          path,
          agent: this.#agent,
          ...(signal ? { signal } : {}),
          headers: {
            accept: 'application/json',
            'user-agent': 'spherelet/1.0',
            ...(payload === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(payload) }),
          },
        },
        resolve,
      )
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The other side gave up the idle connection just as we used it: nothing was done yet. https://nodejs.org/api/http.html#requestreusedsocket
        const isStale = request.reusedSocket && error.code === 'ECONNRESET' && method !== 'POST'
        if (isStale) this.#open(method, path, payload, contentType, timeoutMs, signal).then(resolve, reject)
        else reject(error)
      })
      if (timeoutMs)
        request.setTimeout(timeoutMs, () =>
          request.destroy(new Error(`${method} ${path} took longer than ${timeoutMs / 1000} s`)),
        )
      request.end(payload)
    })
  }

  /** Ends what is under way, with an error, and refuses what comes later. */
  close(): void {
    this.#isClosed = true
    for (const agent of [...this.#former, this.#agent]) agent.destroy()
  }
}

const readAll = async (response: IncomingMessage): Promise<string> => {
  response.setEncoding('utf8')
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}

const refusal = (status: number, text: string): StatusError => {
  let message = text.slice(0, 500) || `HTTP ${status}`
  let reason = REASONS[status] ?? (status >= 500 ? 'ServiceUnavailable' : 'BadRequest')
  try {
    const body = JSON.parse(text)
    message = body.message ?? body.messages?.[0]?.default_message ?? message
    if (body.kind === 'Status' && body.reason) reason = body.reason
  } catch {
    // Not JSON: the text itself is the best message there is.
  }
  return new StatusError(reason, message)
}
