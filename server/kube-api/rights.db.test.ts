import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyRule } from '#domain/kube/rbac.ts'
import { makeCertificate } from '#server/auth/testing/make-certificate.ts'
import { ADMIN, type Ask, ask, NOBODY, STRANGER } from './testing/ask.ts'
import { requestOf, SPACE, SUBVERBS, subrequestOf, VERBS } from './testing/every-request.ts'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

// What a right is called is an interface: roles that were written for another Kubernetes must mean the same here.
// https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb

let server: TestApi
beforeAll(async () => {
  server = await openTestApi()
})
afterAll(() => server.close())

const RBAC = '/apis/rbac.authorization.k8s.io/v1'
let people = 0

/** Somebody who may do just that, everywhere or in one namespace. */
const whoMay = async (rules: PolicyRule[], namespace?: string): Promise<Ask['as']> => {
  const name = `person-${people++}`
  const base = namespace ? `${RBAC}/namespaces/${namespace}/` : `${RBAC}/cluster`
  const kind = namespace ? 'Role' : 'ClusterRole'
  const role = await ask(server.handler, `${base}roles`, { method: 'POST', body: { metadata: { name }, rules } })
  const binding = await ask(server.handler, `${base}rolebindings`, {
    method: 'POST',
    body: {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name }],
    },
  })
  expect([role.status, binding.status]).toEqual([201, 201])
  return { address: '127.0.0.1', certificate: makeCertificate({ commonName: name }) }
}

/** The code of the answer, and the refusal's words when it is one of rights. */
const outcome = async (path: string, asked: Ask) => {
  const response = await ask(server.handler, path, asked)
  if (response.status !== 403) await response.body?.cancel()
  const message = response.status === 403 ? ((await response.json()) as { message: string }).message : ''
  return { status: response.status, refused: / cannot \S+ (resource|path) /.test(message) ? message : '' }
}

const EVERY_VERB = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']
const OWN_QUESTIONS = /^self/

const expectNeeded = async ([path, asked]: [string, Ask], group: string, resource: string, verb: string) => {
  const just = await whoMay([{ apiGroups: [group], resources: [resource], verbs: [verb] }])
  expect(await outcome(path, { ...asked, as: just })).toMatchObject({ refused: '' })
  if (OWN_QUESTIONS.test(resource)) return
  const others = EVERY_VERB.filter((each) => each !== verb)
  const allBut = await whoMay([
    { apiGroups: [group], resources: [resource], verbs: others },
    {
      apiGroups: [group],
      resources: [resource.includes('/') ? (resource.split('/')[0] ?? '') : `${resource}/status`],
      verbs: ['*'],
    },
  ])
  expect((await outcome(path, { ...asked, as: allBut })).refused).toContain(`cannot ${verb} resource "${resource}"`)
}

test.each(VERBS)('%s takes that right and no other', async (_what, served, verb) => {
  await expectNeeded(requestOf(served, verb), served.group, served.resource, verb)
})

test.each(SUBVERBS)('%s takes that right and no other', async (_what, served, sub, verb) => {
  await expectNeeded(subrequestOf(served, sub, verb), served.group, `${served.resource}/${sub.name}`, verb)
})

describe('who may only watch', () => {
  const PODS = `/api/v1/namespaces/${SPACE}/pods`

  test.each([
    ['from now, with what is there', `${PODS}?watch=1`],
    ['from revision 0', `${PODS}?watch=1&resourceVersion=0`],
    ['as a streaming list', `${PODS}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`],
    ['by the old path', `/api/v1/watch/namespaces/${SPACE}/pods`],
  ])('watches %s', async (_, path) => {
    const as = await whoMay([{ apiGroups: [''], resources: ['pods'], verbs: ['watch'] }], SPACE)
    expect(await outcome(path, { as })).toEqual({ status: 200, refused: '' })
    expect((await outcome(PODS, { as })).refused).toContain('cannot list resource "pods"')
    expect((await outcome(path.replace(SPACE, 'kube-node-lease'), { as })).refused).toContain('cannot watch resource "pods"')
  })
})

test('a list or watch of one name is allowed by a rule about that name', async () => {
  const as = await whoMay(
    [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['mine'], verbs: ['list', 'watch'] }],
    SPACE,
  )
  const maps = `/api/v1/namespaces/${SPACE}/configmaps?fieldSelector=metadata.name%3D`
  expect((await outcome(`${maps}mine`, { as })).status).toBe(200)
  expect((await outcome(`${maps}mine&watch=true&timeoutSeconds=1`, { as })).status).toBe(200)
  expect((await outcome(`${maps}other`, { as })).refused).toContain('cannot list resource "configmaps"')
  expect((await outcome(`/api/v1/namespaces/${SPACE}/configmaps`, { as })).status).toBe(403)
})

test('a RoleBinding in a namespace allows reading that namespace, and no list that is narrowed to it', async () => {
  const as = await whoMay([{ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] }], SPACE)
  expect((await outcome(`/api/v1/namespaces/${SPACE}`, { as })).status).toBe(200)
  expect((await outcome(`/api/v1/namespaces?fieldSelector=metadata.name%3D${SPACE}`, { as })).refused).toContain(
    'cannot list resource "namespaces" in API group "" at the cluster scope',
  )
})

describe('rights are asked for before anything else', () => {
  test.each<[string, string, Ask, string, number]>([
    ['a resource that is not served', `/api/v1/namespaces/${SPACE}/services`, {}, 'list resource "services"', 404],
    [
      'a group that is not served',
      '/apis/example.com/v1/widgets/w',
      {},
      'get resource "widgets" in API group "example.com"',
      404,
    ],
    ['a subresource that is not served', `/api/v1/namespaces/${SPACE}/pods/p/proxy`, {}, 'get resource "pods/proxy"', 404],
    ['a stream', `/api/v1/namespaces/${SPACE}/pods/p/exec?command=ls`, { method: 'POST' }, 'create resource "pods/exec"', 405],
    [
      'a body that is damaged',
      `/api/v1/namespaces/${SPACE}/pods`,
      { method: 'POST', body: '{bad' },
      'create resource "pods"',
      400,
    ],
    ['a method that does not fit', '/api/v1/namespaces', { method: 'DELETE' }, 'deletecollection resource "namespaces"', 405],
    ['a representation that there is not', '/api/v1/nodes', { headers: { accept: 'text/html' } }, 'list resource "nodes"', 406],
    ['a write below the old watch path', '/api/v1/watch/nodes', { method: 'POST', body: {} }, 'create resource "nodes"', 405],
    ['a write to a path about the API', '/apis', { method: 'POST', body: {} }, 'post path "/apis"', 405],
  ])('%s', async (_, path, asked, words, code) => {
    for (const as of [NOBODY, STRANGER]) expect((await outcome(path, { ...asked, as })).refused).toContain(`cannot ${words}`)
    expect((await outcome(path, { ...asked, as: ADMIN })).status).toBe(code)
  })
})
