import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { type Handle, openWebPort, type WebPort } from './web-port.ts'

const open: WebPort[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((port) => port.close()))
  vi.restoreAllMocks()
})

const listen = async (trustedProxies: number, handle?: Handle): Promise<WebPort & { url: string }> => {
  const port = await openWebPort({ port: 0, host: '127.0.0.1', trustedProxies })
  open.push(port)
  if (handle) port.answerWith(handle)
  return Object.assign(port, { url: `http://127.0.0.1:${port.port}` })
}

/** Answers with the headers that the handler saw. */
const mirror: Handle = async ({ headers }, response) => void response.end(JSON.stringify(headers))

const seen = async (url: string, headers: Record<string, string>): Promise<Record<string, string>> =>
  (await fetch(url, { headers })).json()

const FORGED = {
  'x-forwarded-for': '198.51.100.1',
  'x-forwarded-host': 'elsewhere.example',
  'x-forwarded-proto': 'https',
  'x-hemisphere-from-us': 'guessed',
}

test('with nobody in front, nothing that a browser says of its address or its way is believed; the log says so once', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  const { url } = await listen(0, mirror)
  for (const headers of [FORGED, FORGED, {}]) {
    const found = await seen(url, headers)
    expect(found['x-forwarded-for']).toBe('127.0.0.1')
    expect(found).not.toHaveProperty('x-forwarded-host')
    expect(found).not.toHaveProperty('x-forwarded-proto')
  }
  await seen(url, { 'x-forwarded-for': '198.51.100.1' })
  await seen(url, { 'x-forwarded-for': '198.51.100.2' })
  expect(said.mock.calls).toEqual([[expect.stringContaining('127.0.0.1 sent X-Forwarded-For, which is not believed')]])
})

test('behind a proxy of ours, what it appended is believed and what stood there before is not', async () => {
  const { url } = await listen(1, mirror)
  const found = await seen(url, { ...FORGED, 'x-forwarded-for': '198.51.100.1, 203.0.113.9' })
  expect(found).toMatchObject({
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'elsewhere.example',
    'x-forwarded-proto': 'https',
  })
})

test('a request that the handler sends to its own port keeps the address of the one who asked', async () => {
  const { url } = await listen(1, async (request, response) => {
    if (request.url === '/inner') return mirror(request, response)
    const { 'x-forwarded-for': from = '', 'x-hemisphere-from-us': ours = '' } = request.headers as Record<string, string>
    response.end(JSON.stringify(await seen(`${url}/inner`, { 'x-forwarded-for': from, 'x-hemisphere-from-us': ours })))
  })
  expect((await seen(`${url}/outer`, { 'x-forwarded-for': '203.0.113.9' }))['x-forwarded-for']).toBe('203.0.113.9')
})

test('requests that come before there is a handler wait for it', async () => {
  const port = await listen(0)
  const early = fetch(port.url)
  await once(port.server, 'request')
  port.answerWith(async (_, response) => void response.end('now'))
  expect(await (await early).text()).toBe('now')
})

test('a handler that throws is answered with a 500, or with the end of what had begun', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { url } = await listen(0, async ({ url: asked }, response) => {
    if (asked === '/begun') response.write('half')
    throw new Error('boom')
  })
  expect((await fetch(url)).status).toBe(500)
  await expect(fetch(`${url}/begun`).then((response) => response.text())).rejects.toThrow(/terminated|fetch failed/)
})

test('closing ends what streams at once, lets a request finish, and cuts what was upgraded', async () => {
  let finish = () => {}
  const port = await listen(0, async ({ url: asked }, response) => {
    if (asked === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
      return
    }
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    response.end('finished')
  })
  port.server.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
  const stream = (await fetch(`${port.url}/stream`, { headers: { accept: 'text/event-stream' } })).body?.getReader()
  expect(new TextDecoder().decode((await stream?.read())?.value)).toBe(': hello\n\n')
  const upgraded = connect(port.port, '127.0.0.1')
  upgraded.write('GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(upgraded, 'data')
  const slow = fetch(port.url)
  await once(port.server, 'request')

  const closing = port.close()
  await expect(stream?.read()).rejects.toThrow(/terminated|fetch failed/)
  finish()
  expect(await (await slow).text()).toBe('finished')
  await Promise.all([once(upgraded, 'close'), closing])
  await expect(fetch(port.url)).rejects.toThrow('fetch failed')
})
