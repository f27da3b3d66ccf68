import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { TEST_PASSWORD } from '#server/auth/testing/make-user.ts'
import { type Listener, listen } from '#server/kube-api/listen.ts'
import { openVsphereApi, type TestVsphereApi } from '#server/vsphere-api/testing/open-vsphere-api.ts'

let api: TestVsphereApi
let listener: Listener
let home: string
let server: string
const running = new Set<ChildProcess>()

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

beforeAll(async () => {
  const port = await freePort()
  server = `127.0.0.1:${port}`
  api = await openVsphereApi({ api: `https://${server}`, web: 'https://127.0.0.1:3000' })
  const names = await api.authority.issueServerCertificate({ dnsNames: ['localhost'], ips: ['127.0.0.1'] })
  listener = await listen({ port, host: '127.0.0.1', ...names, authority: api.authority.certificate, routes: [api.handle] })
  home = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-cli-'))
  await writeFile(path.join(home, 'ca.crt'), api.authority.certificate)
  await api.store.inventory.write(async ({ db }) => {
    const row = { id: 'namespace-1', name: 'team-a', supervisorId: 'sup', resourcePoolId: 'resgroup-1', createdBy: 'x' }
    const rule = { subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'EDIT' } as const
    await db.namespace.create({ data: { ...row, access: { create: rule } } })
  })
})
afterAll(async () => {
  for (const child of running) child.kill()
  await listener.close()
  await api.close()
  await rm(home, { recursive: true })
})

/** The real command in a process of its own. */
const hemisphere = async (args: string[], env: Record<string, string> = {}) => {
  const main = path.join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', HOME: home, HEMISPHERE_PASSWORD: TEST_PASSWORD, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const read = async (stream: NodeJS.ReadableStream) => {
    let text = ''
    for await (const chunk of stream) text += chunk
    return text
  }
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err] = await Promise.all([read(child.stdout), read(child.stderr)])
  running.delete(child)
  return { code: await code, out, err }
}

const login = (...extra: string[]) => hemisphere(['login', '--server', server, '--username', 'devops', ...extra])
const config = async () => parse(await readFile(path.join(home, '.kube', 'config'), 'utf8'))

test('login writes contexts for kubectl, keeps what was there, and can be undone', async () => {
  await mkdir(path.join(home, '.kube'))
  const other = {
    clusters: [{ name: 'other', cluster: { server: 'https://other' } }],
    contexts: [{ name: 'team-a', context: { cluster: 'other', user: 'me' } }],
  }
  await writeFile(
    path.join(home, '.kube', 'config'),
    JSON.stringify({ ...other, users: [{ name: 'me', user: { token: 'x' } }], preferences: { colors: true } }),
  )

  const { code, out } = await login('--ca', path.join(home, 'ca.crt'))
  expect(code).toBe(0)
  expect(out).toContain('Logged in successfully.')
  const contexts = out.split('\n').filter((line) => line.startsWith('   '))
  // The name team-a belongs to another server already.
  expect(contexts.map((line) => line.trim())).toEqual([server, `team-a-${server}`])
  const after = await config()
  expect(after.preferences).toEqual({ colors: true })
  expect(after['current-context']).toBe(`team-a-${server}`)
  expect(after.clusters).toContainEqual({
    name: server,
    cluster: {
      server: `https://${server}/supervisors/sup-1`,
      'certificate-authority-data': Buffer.from(api.authority.certificate).toString('base64'),
    },
  })
  expect((await stat(path.join(home, '.kube', 'config'))).mode & 0o777).toBe(0o600)

  // The authority is known from now on, and logging in again replaces what there was.
  expect((await login()).code).toBe(0)
  expect((await config()).contexts).toHaveLength(3)

  const list = await hemisphere(['namespaces'])
  expect(
    list.out
      .split('\n')
      .slice(0, 2)
      .map((line) => line.split(/\s+/)),
  ).toEqual([
    ['NAMESPACE', 'SUPERVISOR', 'API'],
    ['team-a', 'sup-1', `https://${server}/supervisors/sup-1`],
  ])
  expect(JSON.parse((await hemisphere(['namespaces', '-o', 'json'])).out)).toMatchObject([{ namespace: 'team-a' }])
  expect(parse((await hemisphere(['kubeconfig'])).out).contexts.map(({ name }: { name: string }) => name)).toEqual([
    server,
    'team-a',
  ])

  expect((await hemisphere(['logout'])).code).toBe(0)
  const left = await config()
  expect([left.clusters, left.contexts]).toEqual([other.clusters, other.contexts])
  expect(await hemisphere(['namespaces'])).toMatchObject({ code: 1, err: expect.stringContaining('You are not logged in.') })
}, 60_000)

test('an authority that nobody vouched for is not trusted; its fingerprint is enough', async () => {
  const unknown = await login()
  expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('Not trusted.') })
  const [, fingerprint = ''] = /([0-9A-F:]{95})/.exec(unknown.err) ?? []
  expect(await login('--fingerprint', fingerprint.replace(/^../, '00'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('nothing was sent'),
  })
  expect((await login('--fingerprint', fingerprint)).code).toBe(0)
}, 60_000)

test.each([
  ['a wrong password', ['login'], { HEMISPHERE_PASSWORD: 'wrong' }, 1, 'The user name or the password is wrong.'],
  ['an unknown option', ['login', '--nonsense'], {}, 2, 'Usage: hemisphere login'],
  ['an unknown command', ['dance'], {}, 2, 'There is no command "dance".'],
  [
    'a server that is not there',
    ['login', '--server', '127.0.0.1:1', '--insecure-skip-tls-verify'],
    {},
    1,
    'Nothing answers at 127.0.0.1:1.',
  ],
])(
  '%s gives one clear sentence',
  async (_, args, env, code, text) => {
    const defaults: Record<string, string> =
      args[0] === 'login' ? { HEMISPHERE_SERVER: server, HEMISPHERE_USERNAME: 'devops' } : {}
    const given = args.length === 1 && args[0] === 'login' ? [...args, '--ca', path.join(home, 'ca.crt')] : args
    const answer = await hemisphere(given, { ...defaults, ...env })
    expect(answer.code).toBe(code)
    expect(answer.err).toContain(text)
  },
  60_000,
)
