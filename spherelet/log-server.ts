import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createSecureContext, type TLSSocket, type TlsOptions } from 'node:tls'
import type { LogLine, LogRequest, PodHandle } from './runtimes/runtime.ts'

export interface LogServerOptions {
  authority: string
  /** The key and certificate of a host of this process, PEM; the caller names the host it wants (SNI). */
  identity(host: string): { key: string; certificate: string } | undefined
  /** The running pod of a host, or undefined. */
  find(host: string, namespace: string, pod: string): PodHandle | undefined
}

const PATH = /^\/hosts\/([^/]+)\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/

/**
 * Serves container logs to the control plane alone: the caller must present a certificate that our authority signed for the API server
 * (group system:masters). The path is kubelet's, with the host's name before it.
 */
export const startLogServer = async (options: LogServerOptions): Promise<{ port: number; close(): void }> => {
  const { authority, identity } = options
  const choose: TlsOptions['SNICallback'] = (host, done) => {
    const own = identity(host)
    if (own) done(null, createSecureContext({ key: own.key, cert: own.certificate, ca: authority }))
    else done(new Error(`${host} is no host of this process`))
  }
  const server: Server = createServer(
    { SNICallback: choose, ca: authority, requestCert: true, rejectUnauthorized: true },
    (request, response) => void serve(options, request, response),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const isControlPlane = (request: IncomingMessage): boolean => {
  const organizations = (request.socket as TLSSocket).getPeerCertificate().subject?.O ?? ''
  return [organizations].flat().includes('system:masters')
}

const refuse = (response: ServerResponse, status: number, message: string) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(message)
}

const serve = async (options: LogServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (!isControlPlane(request)) return refuse(response, 403, 'Only the control plane may read logs here.')
  const url = new URL(request.url ?? '/', 'https://spherelet')
  const [, host = '', namespace = '', pod = '', container = ''] = (PATH.exec(url.pathname) ?? []).map((part) =>
    decodeURIComponent(part ?? ''),
  )
  const handle = host ? options.find(host, namespace, pod) : undefined
  const record = handle?.containers().find(({ name }) => name === container)
  if (!handle) return refuse(response, 404, `pod ${namespace}/${pod} is not running on ${host || 'this host'}`)
  if (!record) return refuse(response, 400, `container "${container}" in pod "${pod}" is waiting to start: ContainerCreating`)
  const wanted = logRequest(url.searchParams)
  if (wanted.previous && !record.previous) {
    return refuse(response, 400, `previous terminated container "${container}" in pod "${pod}" not found`)
  }
  const abort = new AbortController()
  response.on('close', () => abort.abort())
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.flushHeaders()
  const timestamps = url.searchParams.get('timestamps') === 'true'
  let left = Number(url.searchParams.get('limitBytes') ?? Number.POSITIVE_INFINITY)
  for await (const line of handle.logs(container, wanted, abort.signal)) {
    const text = Buffer.from(render(line, timestamps)).subarray(0, left)
    left -= text.length
    if (!response.write(text))
      await new Promise<void>((resolve) => {
        response.once('drain', resolve)
        response.once('close', resolve)
      })
    if (left <= 0 || abort.signal.aborted) break
  }
  response.end()
}

const render = ({ at, text }: LogLine, timestamps: boolean): string =>
  `${timestamps ? `${at.toISOString().replace('Z', '000000Z')} ` : ''}${text}\n`

const logRequest = (query: URLSearchParams): LogRequest => {
  const sinceSeconds = query.get('sinceSeconds')
  const sinceTime = query.get('sinceTime')
  const tailLines = query.get('tailLines')
  return {
    follow: query.get('follow') === 'true',
    previous: query.get('previous') === 'true',
    ...(sinceSeconds ? { since: new Date(Date.now() - Number(sinceSeconds) * 1000) } : {}),
    ...(sinceTime ? { since: new Date(sinceTime) } : {}),
    ...(tailLines ? { tailLines: Number(tailLines) } : {}),
  }
}
