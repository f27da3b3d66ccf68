import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isValidElement, type ReactElement } from 'react'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ActionResult } from '#domain/client/actions.ts'
import { holds } from '#domain/user.ts'
import { BUILT_IN_ROLES } from '#domain/vsphere/privileges.ts'
import { makeUser, TEST_PASSWORD } from '#server/auth/testing/make-user.ts'
import { controlPlane, type OpenControlPlane } from '#server/control-plane.ts'
import { type TestDatabase, testDatabase } from '#server/store/testing/database.ts'
import { seedInstallation } from '../prisma/seed.ts'
import { perform } from './actions/perform.ts'
import { ACTION_TABLE } from './actions/run-action.ts'
import { POST as query } from './api/query/route.ts'
import { signIn, signOut } from './login/sign-in.ts'
import { QUERIES } from './queries/run-query.ts'
import { SESSION_COOKIE } from './session-cookie.ts'
import { ACTION_RULES, ENDPOINTS, type Needs, PAGES, QUERY_RULES, SEEN_BY_NOBODY, SERVER_ACTIONS } from './testing/who-may.ts'
import { withSomethingToSee } from './testing/with-something-to-see.ts'

/** What the browser sends along; each test says it. */
const browser = vi.hoisted(() => ({ headers: new Headers(), cookies: new Map<string, string>() }))

vi.mock('next/headers', () => ({
  headers: async () => browser.headers,
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
    set: ({ name, value }: { name: string; value: string }) => browser.cookies.set(name, value),
    delete: (name: string) => browser.cookies.delete(name),
  }),
}))
// Each request is a new one here; the page's own memory of who asks must not outlive it.
vi.mock('react', async (original) => ({ ...(await original<typeof import('react')>()), cache: <T>(work: T) => work }))

/** Who asks: somebody the directory knows with no role, and with each of the built-in ones; and nobody at all. */
const PRIVILEGES: Record<string, readonly string[]> = {
  devops: [],
  ...Object.fromEntries(Object.entries(BUILT_IN_ROLES).map(([id, { privileges }]) => [id, privileges])),
}

let database: TestDatabase
let folder: string
let plane: OpenControlPlane
const sessions = new Map<string, string>()

const signInAs = async (name: string): Promise<string> => {
  const username = `test-${name}@vsphere.local`
  return (await plane.auth.signIn({ username, password: TEST_PASSWORD, address: 'test', userAgent: 'vitest' })).token
}

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'hemisphere-who-may-'))
  vi.stubEnv('DATABASE_URL', database.url)
  vi.stubEnv('DATA_DIR', folder)
  plane = (await controlPlane()) as OpenControlPlane
  await seedInstallation({ store: plane.store, administratorPassword: TEST_PASSWORD })
  for (const [name, privileges] of Object.entries(PRIVILEGES)) {
    const roles = privileges.length ? { [name]: [...privileges] } : {}
    await makeUser(plane.store.inventory, { name: `test-${name}`, roles })
    sessions.set(name, await signInAs(name))
  }
  await withSomethingToSee(plane, 'test-administrator')
})
afterAll(async () => {
  await plane?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

/** The next request comes from this person's browser, or from nobody's. */
const comeAs = (name?: string) => {
  browser.headers = new Headers({ 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.7' })
  browser.cookies = new Map(name ? [[SESSION_COOKIE, sessions.get(name) ?? '']] : [])
}
beforeEach(() => comeAs())

const requestOf = (url: string, init: RequestInit = {}): Request => {
  const token = browser.cookies.get(SESSION_COOKIE)
  const headers = { 'x-forwarded-for': '203.0.113.7', ...(token ? { cookie: `${SESSION_COOKIE}=${token}` } : {}) }
  return new Request(`http://localhost${url}`, { ...init, headers })
}

const refusedWrites = (name: string) =>
  plane.store.inventory.read.auditEntry.count({
    where: { who: `test-${name}@vsphere.local`, from: '203.0.113.7', outcome: 'refused' },
  })

const may = (name: string, needs: Needs): boolean => {
  const user = { privileges: [...(PRIVILEGES[name] ?? [])] } as Parameters<typeof holds>[0]
  if (needs === 'everybody') return true
  if (needs === 'own namespaces' || needs === 'kubernetes view') return holds(user, 'Namespaces.ListAccess')
  return holds(user, needs === 'kubernetes' ? '*' : needs)
}

/** A refusal of a privilege names it and says who holds it; those of lists of their own have words of their own. */
const wordsOf = (needs: Needs): RegExp => {
  if (needs.startsWith('kubernetes')) return /is forbidden: User "sso:test-.*" cannot/
  if (needs === 'own namespaces') return /You have no access to namespace/
  return new RegExp(`Needs ${needs.replaceAll('.', '\\.')} \\(.*held by: .*Administrator`, 'i')
}

const load = (file: string) => import(/* @vite-ignore */ path.join(import.meta.dirname, file))

const filesOf = (suffix: RegExp): string[] =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) => suffix.test(file) && !/\.test\.|^testing\//.test(file),
  )

describe('nothing is without a rule', () => {
  test('pages', () => {
    expect(filesOf(/(^|\/)page\.tsx$/).sort()).toEqual(Object.keys(PAGES).sort())
  })

  test('endpoints', async () => {
    const found: string[] = []
    for (const file of filesOf(/(^|\/)route\.ts$/)) {
      const methods = Object.keys(await load(file)).filter((name) => /^[A-Z]+$/.test(name))
      found.push(...methods.map((method) => `${method} ${file}`))
    }
    expect(found.sort()).toEqual(Object.keys(ENDPOINTS).sort())
  })

  test('server actions', async () => {
    const found: Record<string, string[]> = {}
    for (const file of filesOf(/\.tsx?$/)) {
      const text = readFileSync(path.join(import.meta.dirname, file), 'utf8')
      if (/^\s*['"]use server['"]/m.test(text)) found[file] = Object.keys(await load(file)).sort()
    }
    expect(found).toEqual(SERVER_ACTIONS)
  })

  test('actions and queries', () => {
    expect(Object.keys(ACTION_TABLE).sort()).toEqual(Object.keys(ACTION_RULES).sort())
    expect(Object.keys(QUERIES).sort()).toEqual(Object.keys(QUERY_RULES).sort())
  })
})

const params = Promise.resolve({ id: 'no-such-id', supervisorId: 'sup-1', namespace: 'ns', name: 'web', tab: [] })

/** The server's part of a page: async components are run, what the browser would run is left alone. */
const renderOnServer = async (node: unknown): Promise<void> => {
  if (Array.isArray(node)) return void (await Promise.all(node.map(renderOnServer)))
  if (!isValidElement(node)) return
  const { type, props } = node as ReactElement<{ children?: unknown }>
  if (typeof type === 'function' && type.constructor.name === 'AsyncFunction') {
    return renderOnServer(await (type as (given: unknown) => Promise<unknown>)(props))
  }
  await renderOnServer(props.children)
}

const openPage = async (file: string): Promise<string> => {
  const { default: Page } = await load(file)
  try {
    await renderOnServer(await Page({ params, searchParams: Promise.resolve({}) }))
    return 'shown'
  } catch (error) {
    const { digest = '' } = error as { digest?: string }
    // What redirect() throws: NEXT_REDIRECT;push|replace;address;status;
    if (!digest.startsWith('NEXT_REDIRECT')) throw error
    return digest.split(';')[2] ?? ''
  }
}

describe('pages', () => {
  test.each(Object.entries(PAGES))('%s is for %s', async (file, who) => {
    browser.headers.set('x-hemisphere-path', '/somewhere?tab=2')
    const answer = await openPage(file)
    if (who === 'anyone') expect(answer).not.toMatch(/^\/login/)
    else expect(answer).toBe('/login?to=%2Fsomewhere%3Ftab%3D2')
    comeAs('devops')
    expect(await openPage(file)).not.toMatch(/^\/login/)
  })

  test('the frame around them is for who is signed in', async () => {
    const { default: Layout } = await import('./(client)/layout.tsx')
    await expect(Layout({ children: null })).rejects.toMatchObject({ digest: expect.stringContaining('/login') })
  })
})

describe('endpoints', () => {
  const open = async (endpoint: string): Promise<Response> => {
    const [method = '', file = ''] = endpoint.split(' ')
    const handlers = await load(file)
    return handlers[method](requestOf('/', method === 'POST' ? { method, body: '{"name":"home"}' } : {}), { params })
  }
  const guarded = Object.keys(ENDPOINTS).filter((name) => ENDPOINTS[name] === 'signed-in')

  test.each(Object.entries(ENDPOINTS))('%s is for %s', async (endpoint, who) => {
    const response = await open(endpoint)
    expect(response.status).toBe(who === 'anyone' ? 200 : 401)
    if (who === 'signed-in') expect(await response.json()).toEqual({ reason: 'Unauthorized', message: 'Sign in first.' })
  })

  // The live stream opens for everybody who is known, and leaves out what they may not see: server/live.db.test.ts.
  test.each(guarded.filter((name) => !name.includes('live')))('%s refuses who has no rights', async (endpoint) => {
    comeAs('devops')
    const response = await open(endpoint)
    expect(response.status).toBe(403)
    const { message } = (await response.json()) as { message: string }
    expect(message).toMatch(/Needs System\.Read|You have no access|is forbidden: User "sso:test-devops@vsphere.local"/)
  })

  test('a session that was ended opens nothing', async () => {
    const token = await signInAs('devops')
    await plane.auth.signOut(token)
    browser.cookies.set(SESSION_COOKIE, token)
    expect((await open('POST api/query/route.ts')).status).toBe(401)
  })
})

describe.each(Object.entries(QUERY_RULES))('the query %s', (name, [needs, args]) => {
  const ask = async (): Promise<{ status: number; message: string }> => {
    const response = await query(requestOf('/api/query', { method: 'POST', body: JSON.stringify({ name, args }) }))
    return { status: response.status, message: ((await response.json()) as { message?: string }).message ?? '' }
  }

  test('by nobody', async () => {
    expect(await ask()).toEqual({ status: 401, message: 'Sign in first.' })
  })

  test.each(Object.keys(PRIVILEGES))('by %s', async (who) => {
    comeAs(who)
    const { status, message } = await ask()
    if (may(who, needs)) return expect([200, 400, 404, 422]).toContain(status)
    expect(status).toBe(403)
    expect(message).toMatch(wordsOf(needs))
  })
})

describe('a question that everybody may ask', () => {
  const rowsOf = async (who: string, name: string, args: unknown): Promise<unknown[]> => {
    comeAs(who)
    const response = await query(requestOf('/api/query', { method: 'POST', body: JSON.stringify({ name, args }) }))
    const { value } = (await response.json()) as { value: unknown[] | { rows: unknown[] } }
    return Array.isArray(value) ? value : value.rows
  }
  const everybodys = Object.entries(QUERY_RULES).filter(([, [needs]]) => needs === 'everybody')

  test('has a rule of what those without rights hear', () => {
    expect(Object.keys(SEEN_BY_NOBODY).sort()).toEqual(everybodys.map(([name]) => name).sort())
  })

  // The administrator hears of what is there: else silence would prove nothing.
  test.each(everybodys)('%s says nothing to who has no rights', async (name, [, args]) => {
    const nothing = SEEN_BY_NOBODY[name as keyof typeof SEEN_BY_NOBODY]
    expect(await rowsOf('devops', name, args)).toEqual(nothing)
    expect(await rowsOf('administrator', name, args)).not.toEqual(nothing)
  })
})

describe.each(Object.entries(ACTION_RULES))('the action %s', (name, [needs, args]) => {
  test('by nobody, and from another site', async () => {
    expect(await perform(name, args)).toMatchObject({ ok: false, error: { reason: 'Unauthorized' } })
    comeAs('administrator')
    browser.headers.set('sec-fetch-site', 'cross-site')
    const foreign = { reason: 'Forbidden', message: expect.stringContaining('another site') }
    expect(await perform(name, args)).toMatchObject({ ok: false, error: foreign })
  })

  test.each(Object.keys(PRIVILEGES))('by %s', async (who) => {
    comeAs(who)
    const before = await refusedWrites(who)
    const result = (await perform(name, args)) as Extract<ActionResult<unknown>, { ok: false }>
    if (may(who, needs)) {
      // Nothing that exists is named, so that is what whoever may do it hears.
      expect(result).toMatchObject({ ok: false, error: { reason: expect.stringMatching(/^(NotFound|Invalid|BadRequest)$/) } })
      expect(await refusedWrites(who)).toBe(before)
      return
    }
    const refusal = { reason: 'Forbidden', message: expect.stringMatching(wordsOf(needs)) }
    expect(result).toMatchObject({ ok: false, error: refusal })
    // The Kubernetes door writes its audit entries a moment later, many at a time.
    await vi.waitUntil(async () => (await refusedWrites(who)) === before + 1, { timeout: 20_000 })
  })
})

test('signing in and out is only taken from our own pages', async () => {
  browser.headers.set('sec-fetch-site', 'cross-site')
  const form = new FormData()
  form.set('username', 'test-devops@vsphere.local')
  form.set('password', TEST_PASSWORD)
  expect(await signIn({}, form)).toMatchObject({ error: expect.stringContaining('another site') })
  expect(browser.cookies.size).toBe(0)

  comeAs('devops')
  browser.headers.set('sec-fetch-site', 'cross-site')
  await expect(signOut()).rejects.toMatchObject({ digest: expect.stringContaining('/login') })
  expect(await plane.auth.session(sessions.get('devops') ?? '', 'test', { rotate: false })).toBeDefined()
})
