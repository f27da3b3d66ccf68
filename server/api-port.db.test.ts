import { isIP } from 'node:net'
import { checkServerIdentity, connect } from 'node:tls'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openApiPort } from './api-port.ts'
import type { Listener } from './kube-api/listen.ts'
import { openPlane, type TestPlane } from './testing/open-plane.ts'

const NOT_IN = "does not match certificate's altnames"
const WAIT = { timeout: 60_000, interval: 50 }

let opened: TestPlane
let listener: Listener
beforeAll(async () => {
  opened = await openPlane()
  const { plane } = opened
  const settings = { ...plane.settings, apiPort: 0, apiUrl: 'https://192.0.2.7:6443' }
  await opened.addSupervisor('sup-1', 'first', new Date(), {
    apiServerDnsNames: ['api.example.test', 'stored before names were checked'],
  })
  listener = await openApiPort({ ...plane, settings })
})
afterAll(async () => {
  await listener?.close()
  await opened?.close()
})

/** Why a client that looks for this name refuses the port's certificate; undefined when it accepts it. */
const refusal = (name: string) =>
  new Promise<string | undefined>((resolve) => {
    const socket = connect({
      port: listener.port,
      ca: opened.plane.authority.certificate,
      ...(isIP(name) ? { host: '127.0.0.1' } : { servername: name }),
      checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    })
    socket.on('error', (error) => resolve(error.message))
    socket.on('secureConnect', () => {
      socket.destroy()
      resolve(undefined)
    })
  })

test('the certificate is for this machine, the public address and the further names of the Supervisors that are there', async () => {
  for (const name of ['localhost', '127.0.0.1', '192.0.2.7', 'api.example.test']) expect(await refusal(name)).toBeUndefined()
  expect(await refusal('other.example.test')).toContain(NOT_IN)
})

test('it follows Supervisors that come and go, without a restart', async () => {
  await opened.addSupervisor('sup-2', 'second', new Date(), { apiServerDnsNames: ['other.example.test'] })
  await vi.waitFor(async () => expect(await refusal('other.example.test')).toBeUndefined(), WAIT)
  expect(await refusal('api.example.test')).toBeUndefined()
  await opened.removeSupervisor('sup-2')
  await vi.waitFor(async () => expect(await refusal('other.example.test')).toContain(NOT_IN), WAIT)
})
