import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import { type CertificateAuthority, createCertificateAuthority } from '#server/auth/certificate-authority.ts'
import { openKeys } from '#server/auth/keys.ts'
import { shownCertificate } from '#server/auth/testing/make-certificate.ts'
import type { Connection } from './identity.ts'
import { type Listener, listen, type Route } from './listen.ts'

let folder: string
let authority: CertificateAuthority
let stranger: CertificateAuthority
let listener: Listener
let route: Route
const agents: Agent[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'listen-'))
  authority = await createCertificateAuthority(await openKeys(path.join(folder, 'own')), systemClock)
  stranger = await createCertificateAuthority(await openKeys(path.join(folder, 'stranger')), systemClock)
  const server = await authority.issueServerCertificate({ dnsNames: ['localhost'], ips: ['127.0.0.1'] })
  const first: Route = async (asked) => (new URL(asked.url).pathname === '/first' ? new Response('first') : undefined)
  const routes: Route[] = [first, (asked, connection) => route(asked, connection)]
  listener = await listen({ port: 0, host: '127.0.0.1', ...server, authority: authority.certificate, routes })
})

afterAll(async () => {
  for (const agent of agents) agent.destroy()
  await listener.close()
  await rm(folder, { recursive: true })
})

interface Opening {
  method?: string
  body?: string
  client?: { certificate: string; privateKey: string }
  headers?: Record<string, string>
}

const open = async (target: string, { method = 'GET', body, client, headers = {} }: Opening = {}): Promise<IncomingMessage> => {
  const agent = new Agent({
    keepAlive: true,
    ca: authority.certificate,
    ...(client ? { cert: client.certificate, key: client.privateKey } : {}),
  })
  agents.push(agent)
  const sent = request({ agent, host: '127.0.0.1', port: listener.port, path: target, method, headers, servername: 'localhost' })
  sent.on('error', () => {}) // ended on purpose by the tests
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

const textOf = async (response: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}

test('routes are asked in order', async () => {
  route = async () => new Response('second')
  expect(await textOf(await open('/first'))).toBe('first')
  expect(await textOf(await open('/other'))).toBe('second')
})

test('what nobody answers is a 404', async () => {
  route = async () => undefined
  const response = await open('/nothing')
  expect([response.statusCode, await textOf(response)]).toEqual([404, '404 page not found\n'])
})

test('a method that no request can have is refused, and is no failure', async () => {
  route = async () => new Response('never')
  expect((await open('/', { method: 'TRACE' })).statusCode).toBe(405)
})

test.each([
  ['http://[', {}],
  ['/', { host: 'a b' }],
  ['/', { host: '[::' }],
  ['/', { host: 'somebody@localhost' }],
])('a request for %s of %j is damaged, and no failure', async (target, headers) => {
  route = async () => new Response('never')
  expect((await open(target, { headers })).statusCode).toBe(400)
})

test('a path that begins with two slashes is a path', async () => {
  route = async (asked) => new Response(new URL(asked.url).pathname)
  expect(await textOf(await open('//elsewhere/api'))).toBe('//elsewhere/api')
})

test('a request that does not arrive is ended, however long its answer might have taken', async () => {
  const server = await authority.issueServerCertificate({ dnsNames: ['localhost'], ips: [] })
  const other = await listen({ port: 0, ...server, authority: authority.certificate, routes: [], receiveMs: 200 })
  const socket = connect({ port: other.port, servername: 'localhost', ca: authority.certificate })
  socket.write('POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf')
  let answer = ''
  for await (const chunk of socket) answer += chunk
  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  await other.close()
})

test('a body arrives whole', async () => {
  route = async (asked) => new Response(`${asked.method} ${(await asked.text()).length}`)
  expect(await textOf(await open('/', { method: 'POST', body: 'x'.repeat(100_000) }))).toBe('POST 100000')
})

test('headers of a silent stream leave at once, and the client going ends it', async () => {
  const ended = new Promise<void>((resolve) => {
    route = async (asked) => {
      asked.signal.addEventListener('abort', () => resolve())
      return new Response(new ReadableStream({ start: () => {} }), { headers: { 'content-type': 'application/json' } })
    }
  })
  const response = await open('/watch')
  expect(response.headers['content-type']).toBe('application/json')
  response.destroy()
  await ended
})

test('each piece of a stream leaves when it is written', async () => {
  let write: ((text: string) => void) | undefined
  route = async () =>
    new Response(
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          write = (text) => controller.enqueue(new TextEncoder().encode(text))
        },
      }),
    )
  const response = await open('/log')
  for (const line of ['one\n', 'two\n']) {
    write?.(line)
    expect(String((await once(response, 'data'))[0])).toBe(line)
  }
  response.destroy()
})

test('a client certificate of our authority says who asks; no other does', async () => {
  const seen: Connection[] = []
  route = async (_, connection) => {
    seen.push(connection)
    return new Response('ok')
  }
  const subject = { commonName: 'system:node:esx-01', organizations: ['system:nodes', 'hemisphere:host:host-1'] }
  const own = await authority.issueClientCertificate(subject)
  for (const client of [own, await stranger.issueClientCertificate(subject), undefined]) {
    await textOf(await open('/', client ? { client } : {}))
  }
  const [first, ...others] = seen
  expect(first).toEqual({ address: '127.0.0.1', certificate: shownCertificate(own.certificate) })
  expect(first?.certificate).toMatchObject({ ...subject, serial: own.serial })
  expect(others).toEqual([{ address: '127.0.0.1' }, { address: '127.0.0.1' }])
})

test('a client certificate that has expired says nothing but that', async () => {
  const twoYearsAgo = { ...systemClock, now: () => new Date(Date.now() - 2 * 365 * 86_400_000) }
  const then = await createCertificateAuthority(await openKeys(path.join(folder, 'own')), twoYearsAgo)
  const seen: Connection[] = []
  route = async (_, connection) => {
    seen.push(connection)
    return new Response('ok')
  }
  await textOf(await open('/', { client: await then.issueClientCertificate({ commonName: 'alice', organizations: [] }) }))
  expect(seen).toEqual([{ address: '127.0.0.1', isExpired: true }])
})

test('an address that a header names is not believed', async () => {
  const seen: Connection[] = []
  route = async (_, connection) => {
    seen.push(connection)
    return new Response('ok')
  }
  await textOf(await open('/', { headers: { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1' } }))
  expect(seen).toEqual([{ address: '127.0.0.1' }])
})

test('closing ends open streams', async () => {
  const server = await authority.issueServerCertificate({ dnsNames: ['localhost'], ips: ['127.0.0.1'] })
  const silent: Route = async () => new Response(new ReadableStream({ start: () => {} }))
  const other = await listen({ port: 0, host: '127.0.0.1', ...server, authority: authority.certificate, routes: [silent] })
  const agent = new Agent({ ca: authority.certificate })
  const sent = request({ agent, host: '127.0.0.1', port: other.port, path: '/' })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const gone = once(response, 'error')
  await other.close()
  expect(await gone).toMatchObject([{ code: 'ECONNRESET' }])
})
