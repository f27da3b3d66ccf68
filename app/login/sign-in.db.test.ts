import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { controlPlane, type OpenControlPlane } from '#server/control-plane.ts'
import { type TestDatabase, testDatabase } from '#server/store/testing/database.ts'
import { openWebPort, type WebPort } from '#server/web-port.ts'
import { signIn } from './sign-in.ts'

/** The headers of the request that is being answered; one at a time here. */
const request = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined, set: () => {} }),
}))

let database: TestDatabase
let folder: string
let plane: OpenControlPlane
let port: WebPort

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-sign-in-'))
  vi.stubEnv('DATABASE_URL', database.url)
  vi.stubEnv('DATA_DIR', folder)
  plane = (await controlPlane()) as OpenControlPlane
  vi.spyOn(console, 'error').mockReturnValue()
  port = await openWebPort({ port: 0, host: '127.0.0.1', trustedProxies: 0 })
  port.answerWith(async (incoming, response) => {
    request.headers = new Headers(incoming.headers as Record<string, string>)
    const form = new FormData()
    form.set('username', new URL(incoming.url ?? '', 'http://here').searchParams.get('username') ?? '')
    form.set('password', 'guessed')
    response.end((await signIn({}, form)).error)
  })
})
afterAll(async () => {
  await port.close()
  await plane.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** A guess through the web port, for an account of its own and from an address that the header makes up. */
const guess = async (number: number): Promise<string> => {
  const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `198.51.100.${number}` }
  return (await fetch(`http://127.0.0.1:${port.port}/?username=nobody-${number}`, { headers })).text()
}

test('addresses that a browser makes up neither evade the throttle nor reach the audit log', async () => {
  const answers: string[] = []
  for (let number = 1; number <= 31; number++) answers.push(await guess(number))
  expect(new Set(answers.slice(0, 30))).toEqual(new Set(['The user name or the password is wrong.']))
  expect(answers[30]).toMatch(/^Too many failed sign-ins from 127\.0\.0\.1\. Try again in \d+ seconds\.$/)
  const entries = await plane.store.inventory.read.auditEntry.groupBy({ by: ['from'], _count: true })
  expect(entries).toEqual([{ from: '127.0.0.1', _count: 30 }])
})
