import { expect, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { Resources } from '#server/resources/resources.ts'
import { createKubeApi } from './kube-api.ts'
import { createResolveApi } from './resolve-api.ts'
import { ask, failure, NOBODY, STRANGER } from './testing/ask.ts'

const user = (name: string, ...groups: string[]): User => ({ name, groups, displayName: name, privileges: [], from: 'test' })

const auth = {
  anonymous: () => user('system:anonymous', 'system:unauthenticated'),
  certificate: async ({ commonName }) => user(commonName, 'system:authenticated'),
  authorize: async () => ({ allowed: true, reason: '' }),
} as Partial<Auth> as Auth

const defects: unknown[] = []

const apiWith = (resources: Partial<Resources>) =>
  createKubeApi({
    resources: resources as Resources,
    auth,
    clock: systemClock,
    resolveApi: createResolveApi(() => [{ api: 'a', basePath: '/supervisors/lab' }]),
    version: { gitVersion: 'v1.36.2+hemisphere', gitCommit: 'abc', buildDate: '2026-01-01T00:00:00Z' },
    log: (id, error) => defects.push([id, error]),
  })

test('an address without an API names those that exist, to people who are known', async () => {
  const known = await ask(apiWith({}), '/supervisors/x/api', { as: NOBODY })
  const message = 'there is no Kubernetes API at /supervisors/x: there is /supervisors/lab'
  expect(await known.json()).toEqual(failure(404, 'NotFound', message, {}))
  const unknown = await ask(apiWith({}), '/supervisors/x/api', { as: STRANGER })
  expect(await unknown.json()).toEqual(failure(401, 'Unauthorized', 'Unauthorized'))
})

test('health and version answer anybody, at the root and below an API', async () => {
  for (const path of ['/readyz', '/supervisors/lab/livez']) {
    expect(await (await ask(apiWith({}), path, { as: STRANGER })).text()).toBe('ok')
  }
  const version = await (await ask(apiWith({}), '/version', { as: STRANGER })).json()
  expect(version).toMatchObject({ major: '1', minor: '36', gitVersion: 'v1.36.2+hemisphere' })
})

test('a defect is a 500 that names its entry in the log, and nothing more', async () => {
  const broken = apiWith({
    as: () => {
      throw new TypeError('secret detail')
    },
  })
  const response = await ask(broken, '/api/v1/pods')
  const id = response.headers.get('audit-id') ?? ''
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual(
    failure(500, 'InternalError', `Internal error occurred; the log of the control plane has it under ${id}`),
  )
  expect(defects).toEqual([[id, new TypeError('secret detail')]])
})
