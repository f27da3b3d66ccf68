import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServedResource } from './served-resource.ts'
import { type Ask, ask, NOBODY, STRANGER } from './testing/ask.ts'
import { NAME, requestOf, SPACE, SUBVERBS, subrequestOf, VERBS } from './testing/every-request.ts'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

let server: TestApi
beforeAll(async () => {
  server = await openTestApi()
})
afterAll(() => server.close())

/** Questions that everybody who is known may ask about themselves. */
const OWN_QUESTIONS = new Set(['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'])

const withoutName = (verb: string) => ['list', 'watch', 'create', 'deletecollection'].includes(verb)

const sentence = (user: string, { group, resource, namespaced }: ServedResource, verb: string, subresource?: string): string => {
  const full = group ? `${resource}.${group}` : resource
  const object = subresource || !withoutName(verb) ? ` "${NAME}"` : ''
  const what = subresource ? `${resource}/${subresource}` : resource
  // A namespace stands in its own path, so it is asked for "in" itself, as Kubernetes has it.
  const space = namespaced ? SPACE : resource === 'namespaces' && object ? NAME : undefined
  const where = space ? `in the namespace "${space}"` : 'at the cluster scope'
  return `${full}${object} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`
}

/** A create says the name of what it would make in the refusal of some servers and not of others; both are Kubernetes' words. */
const expectForbidden = async (response: Response, expected: string) => {
  const status = (await response.json()) as { message: string }
  expect({ ...status, message: status.message }).toMatchObject({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'Forbidden',
    code: 403,
  })
  expect(status.message.replace(/^(\S+) "x" is forbidden: (.* cannot create resource "[a-z]+" )/, '$1 is forbidden: $2')).toBe(
    expected,
  )
  expect(response.status).toBe(403)
}

const PEOPLE = [
  ['system:anonymous', STRANGER],
  ['nobody', NOBODY],
] as const

describe.each(PEOPLE)('%s', (user, as) => {
  test.each(VERBS)('may not %s', async (_what, served, verb) => {
    const [path, asked] = requestOf(served, verb)
    const response = await ask(server.handler, path, { ...asked, as })
    if (OWN_QUESTIONS.has(served.resource) && user === 'nobody') {
      await response.body?.cancel()
      return expect([201, 400, 422]).toContain(response.status)
    }
    await expectForbidden(response, sentence(user, served, verb))
  })

  test.each(SUBVERBS)('may not %s', async (_what, served, sub, verb) => {
    const [path, asked] = subrequestOf(served, sub, verb)
    await expectForbidden(await ask(server.handler, path, { ...asked, as }), sentence(user, served, verb, sub.name))
  })
})

test.each(VERBS)('a token that is not good is refused before anything else: %s', async (_what, served, verb) => {
  const [path, asked] = requestOf(served, verb)
  const headers = { ...asked.headers, authorization: 'Bearer not.a.token' }
  const response = await ask(server.handler, path, { ...asked, headers, as: STRANGER })
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ kind: 'Status', reason: 'Unauthorized', message: 'Unauthorized' })
})

/** Paths about the API itself. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles */
test.each<[path: string, anonymous: number, known: number]>([
  ['/version', 200, 200],
  ['/healthz', 200, 200],
  ['/livez', 200, 200],
  ['/readyz', 200, 200],
  ['/api', 403, 200],
  ['/api/v1', 403, 200],
  ['/apis', 403, 200],
  ['/apis/apps/v1', 403, 200],
  ['/openapi/v2', 403, 200],
  ['/openapi/v3', 403, 200],
  ['/metrics', 403, 403],
  ['/', 403, 403],
])('%s answers a stranger %i and somebody without rights %i', async (path, anonymous, known) => {
  const statusFor = async (as: Ask['as']) => {
    const response = await ask(server.handler, path, { as })
    await response.body?.cancel()
    return response.status
  }
  expect([await statusFor(STRANGER), await statusFor(NOBODY)]).toEqual([anonymous, known])
})
