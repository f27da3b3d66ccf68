import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import * as x509 from '@peculiar/x509'
import type { KubeObject } from '#domain/kube/object.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** As much of a Supervisor's API as an agent on a host speaks to: objects by path, patches laid over them, and a watch on all pods. */
export interface FakeSupervisor {
  url: string
  authority: string
  /** What was asked, in order: `PATCH /api/v1/…/status`. */
  readonly requests: string[]
  get(path: string): KubeObject | undefined
  /** Everything that is stored. */
  all(): KubeObject[]
  /** Puts an object there and tells the watchers. */
  put(path: string, object: KubeObject): void
  remove(path: string): void
  /** Ends every watch, as a lost connection does. */
  cut(): void
  close(): Promise<void>
}

const certificate = async () => {
  const crypto = webcrypto as unknown as Crypto
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const own = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=fake',
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
    },
    crypto,
  )
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return { key, cert: own.toString('pem') }
}

const overlay = (target: unknown, patch: unknown): unknown => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const merged: Record<string, unknown> = { ...(typeof target === 'object' && !Array.isArray(target) ? target : {}) }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = overlay(merged[key], value)
  }
  return merged
}

const bodyOf = async (request: IncomingMessage): Promise<KubeObject> => {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return JSON.parse(text || '{}') as KubeObject
}

/** A fake Supervisor on a free port, until `close`. */
export const fakeSupervisor = async (): Promise<FakeSupervisor> => {
  const { key, cert } = await certificate()
  const objects = new Map<string, KubeObject>()
  const watchers = new Set<ServerResponse>()
  const requests: string[] = []
  let revision = 1

  const tell = (type: string, object: KubeObject) => {
    for (const watcher of watchers) watcher.write(`${JSON.stringify({ type, object })}\n`)
  }
  const put = (path: string, object: KubeObject) => {
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(++revision) } }
    const type = objects.has(path) ? 'MODIFIED' : 'ADDED'
    objects.set(path, stored)
    if (stored.kind === 'Pod') tell(type, stored)
    return stored
  }
  const remove = (path: string) => {
    const object = objects.get(path)
    objects.delete(path)
    if (object?.kind === 'Pod')
      tell('DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: String(++revision) } })
  }
  const answer = (method: string, path: string, body: KubeObject): [number, unknown] => {
    const [collection = '', own] = [path, path.replace(/\/status$/, '')]
    if (method === 'POST') {
      const at = `${collection}/${body.metadata.name}`
      return objects.has(at) ? [409, { kind: 'Status', reason: 'AlreadyExists', message: 'exists' }] : [201, put(at, body)]
    }
    const known = objects.get(own)
    if (!known) return [404, { kind: 'Status', reason: 'NotFound', message: 'not found' }]
    if (method === 'PATCH') return [200, put(own, overlay(known, body) as KubeObject)]
    if (method === 'DELETE') remove(own)
    return [200, known]
  }

  const server = createServer({ key, cert }, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://fake')
    requests.push(`${request.method} ${pathname}`)
    const body = await bodyOf(request)
    if (pathname === '/api/v1/pods' && searchParams.has('watch')) {
      watchers.add(response)
      response.on('close', () => watchers.delete(response))
      return response.flushHeaders()
    }
    const items = [...objects.values()].filter(({ kind }) => kind === 'Pod')
    const list = { metadata: { resourceVersion: String(revision) }, items }
    const [status, value] = pathname === '/api/v1/pods' ? [200, list] : answer(request.method ?? '', pathname, body)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const watcher of watchers) watcher.destroy()
  }
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority: cert,
    requests,
    get: (path) => objects.get(path),
    all: () => [...objects.values()],
    put: (path, object) => void put(path, object),
    remove,
    cut,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
