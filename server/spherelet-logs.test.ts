import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import { type Node, SPHERELET_URL_ANNOTATION } from '#domain/kube/node.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { makeNode } from '#domain/testing/make-node.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { startLogServer } from '#spherelet/log-server.ts'
import type { PodHandle } from '#spherelet/runtimes/runtime.ts'
import { createSimulatedRuntime } from '#spherelet/runtimes/simulated.ts'
import { type CertificateAuthority, createCertificateAuthority } from './auth/certificate-authority.ts'
import { openKeys } from './auth/keys.ts'
import type { ClusterLogs } from './resources/door.ts'
import { createSphereletLogs } from './spherelet-logs.ts'

const HOST = 'esx-01.lab'
const NEVER = new AbortController().signal
const ONCE = { container: 'main', follow: false, previous: false }
let folder: string
let authority: CertificateAuthority
let port: number
let handle: PodHandle
let logs: ClusterLogs
const open: { close(): void }[] = []

const identityOf = async (by: CertificateAuthority, name: string) => {
  const { certificate, privateKey } = await by.issueServerCertificate({ dnsNames: [name], ips: [] })
  return { certificate, key: privateKey }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-logs-'))
  authority = await createCertificateAuthority(await openKeys(path.join(folder, 'keys')), systemClock)
  const runtime = createSimulatedRuntime({
    clock: systemClock,
    folder: path.join(folder, 'pods'),
    podCidr: () => '10.1.1.0/24',
    slowness: () => 1,
  })
  handle = await runtime.createPod({ uid: 'u1', namespace: 'team', name: 'web', cpuMillis: 10, memoryBytes: 1e6 })
  const command = ['sh', '-c', 'echo one; echo two; sleep infinity']
  await handle.start({ container: { name: 'main', image: 'busybox', command }, attempt: 0 })
  await vi.waitUntil(async () => (await linesNow()).length === 2, { timeout: 20_000 })
  const own = await identityOf(authority, HOST)
  const find = (host: string, namespace: string, pod: string) =>
    `${host}/${namespace}/${pod}` === `${HOST}/team/web` ? handle : undefined
  const server = await startLogServer({
    authority: authority.certificate,
    identity: (host) => (host === HOST ? own : undefined),
    find,
  })
  open.push(server)
  port = server.port
  logs = createSphereletLogs(authority)
})
afterAll(async () => {
  for (const each of open) each.close()
  await handle.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const linesNow = async () => {
  const lines: string[] = []
  for await (const { text } of handle.logs('main', { follow: false, previous: false }, NEVER)) lines.push(text)
  return lines
}

const node = (url: string | undefined, name = HOST): KubeObject => {
  const { metadata, ...rest } = makeNode({ name }) as Node
  return {
    ...rest,
    metadata: { ...metadata, ...(url ? { annotations: { [SPHERELET_URL_ANNOTATION]: url } } : {}) },
  } as KubeObject
}
const here = () => node(`https://127.0.0.1:${port}/hosts/${HOST}`)
const pod = (name = 'web') => makePod({ name, namespace: 'team' }) as KubeObject

test('reads a log from the Spherelet of the host', async () => {
  expect(await new Response(await logs(here(), pod(), ONCE, NEVER)).text()).toBe('one\ntwo\n')
  expect(await new Response(await logs(here(), pod(), { ...ONCE, tailLines: 1 }, NEVER)).text()).toBe('two\n')
  expect(await new Response(await logs(here(), pod(), { ...ONCE, limitBytes: 5 }, NEVER)).text()).toBe('one\nt')
})

test('a log that is followed goes on until its reader leaves', async () => {
  const leaving = new AbortController()
  const reader = (await logs(here(), pod(), { ...ONCE, follow: true }, leaving.signal)).getReader()
  let text = ''
  while (!text.includes('two\n')) text += new TextDecoder().decode((await reader.read()).value)
  const next = reader.read()
  leaving.abort()
  await expect(next).rejects.toThrow(/abort/i)
})

test.each<[what: string, of: () => KubeObject, name: string, options: object, expected: object]>([
  ['a pod it does not run', here, 'other', ONCE, { reason: 'BadRequest', message: `pod team/other is not running on ${HOST}` }],
  [
    'a run that there was not',
    here,
    'web',
    { ...ONCE, previous: true },
    { reason: 'BadRequest', message: expect.stringContaining('previous terminated container "main"') },
  ],
  [
    'a host that has not said where',
    () => node(undefined),
    'web',
    ONCE,
    { reason: 'ServiceUnavailable', message: expect.stringContaining('has not said where') },
  ],
  [
    'a host that is away',
    () => node('https://127.0.0.1:1'),
    'web',
    ONCE,
    { reason: 'ServiceUnavailable', message: expect.stringContaining(`The Spherelet of ${HOST} can't be reached for logs`) },
  ],
  [
    'a host that is not there',
    () => node(`https://127.0.0.1:${port}/hosts/esx-02.lab`, 'esx-02.lab'),
    'web',
    ONCE,
    { reason: 'ServiceUnavailable' },
  ],
])('%s is told in words', async (_what, of, name, options, expected) => {
  await expect(logs(of(), pod(name), options as typeof ONCE, NEVER)).rejects.toMatchObject(expected)
})

test('a server that is not ours is not believed', async () => {
  const other = await createCertificateAuthority(await openKeys(path.join(folder, 'other-keys')), systemClock)
  const own = await identityOf(other, HOST)
  const server = await startLogServer({ authority: authority.certificate, identity: () => own, find: () => handle })
  open.push(server)
  await expect(logs(node(`https://127.0.0.1:${server.port}/hosts/${HOST}`), pod(), ONCE, NEVER)).rejects.toMatchObject({
    reason: 'ServiceUnavailable',
  })
})

test('nobody but the control plane reads there', async () => {
  const asHost: CertificateAuthority = {
    ...authority,
    issueClientCertificate: () =>
      authority.issueClientCertificate({ commonName: `system:node:${HOST}`, organizations: ['system:nodes'] }),
  }
  await expect(createSphereletLogs(asHost)(here(), pod(), ONCE, NEVER)).rejects.toMatchObject({
    reason: 'InternalError',
    message: expect.stringContaining('Only the control plane may read logs here'),
  })
})

test('a certificate that could not be issued once is asked for again', async () => {
  let isBroken = true
  const flaky: CertificateAuthority = {
    ...authority,
    issueClientCertificate: async (subject) => {
      if (isBroken) throw new Error('no entropy')
      return authority.issueClientCertificate(subject)
    },
  }
  const read = createSphereletLogs(flaky)
  await expect(read(here(), pod(), ONCE, NEVER)).rejects.toThrow('no entropy')
  isBroken = false
  expect(await new Response(await read(here(), pod(), ONCE, NEVER)).text()).toBe('one\ntwo\n')
})
