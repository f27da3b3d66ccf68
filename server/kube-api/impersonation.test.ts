import { expect, test } from 'vitest'
import type { User } from '#domain/user.ts'
import type { AccessRequest, Auth } from '#server/auth/auth.ts'
import { impersonate } from './impersonation.ts'

const admin: User = { name: 'admin', groups: ['system:masters'], displayName: 'admin', privileges: ['*'], from: '10.0.0.1' }

/** Authorisation that allows what `allows` allows and remembers what was asked. */
const authOf = (allows: (request: AccessRequest) => boolean) => {
  const asked: AccessRequest[] = []
  const auth = {
    authorize: async (_user: User, _api: string, request: AccessRequest) => {
      asked.push(request)
      return { allowed: allows(request), reason: '' }
    },
  } as Partial<Auth> as Auth
  return { auth, asked }
}

const everything = () => true

test('nobody is impersonated without headers', async () => {
  expect(await impersonate(authOf(everything).auth, 'a', admin, new Headers())).toBe(admin)
})

test('a user, groups, a uid and extras are each asked for', async () => {
  const { auth, asked } = authOf(everything)
  const headers = new Headers({ 'impersonate-user': 'bob', 'impersonate-uid': 'u1', 'impersonate-extra-scopes': 'view' })
  headers.append('impersonate-group', 'devs')
  headers.append('impersonate-group', 'ops')
  expect(await impersonate(auth, 'a', admin, headers)).toEqual({
    name: 'bob',
    groups: ['devs', 'ops', 'system:authenticated'],
    uid: 'u1',
    displayName: 'bob (by admin)',
    privileges: [],
    from: '10.0.0.1',
  })
  expect(asked.map(({ verb, group, resource, name }) => [verb, group, resource, name])).toEqual([
    ['impersonate', '', 'users', 'bob'],
    ['impersonate', '', 'groups', 'devs'],
    ['impersonate', '', 'groups', 'ops'],
    ['impersonate', 'authentication.k8s.io', 'uids', 'u1'],
    ['impersonate', 'authentication.k8s.io', 'userextras/scopes', 'view'],
  ])
})

test.each([
  ['system:serviceaccount:web:default', ['system:serviceaccounts', 'system:serviceaccounts:web', 'system:authenticated']],
  ['system:anonymous', ['system:unauthenticated']],
])('%s gets its own groups', async (name, groups) => {
  const user = await impersonate(authOf(everything).auth, 'a', admin, new Headers({ 'impersonate-user': name }))
  expect(user.groups).toEqual(groups)
})

test('one refusal refuses all', async () => {
  const { auth } = authOf(({ resource }) => resource !== 'groups')
  const headers = new Headers({ 'impersonate-user': 'bob', 'impersonate-group': 'system:masters' })
  await expect(impersonate(auth, 'a', admin, headers)).rejects.toMatchObject({
    reason: 'Forbidden',
    message:
      'groups "system:masters" is forbidden: User "admin" cannot impersonate resource "groups" in API group "" at the cluster scope',
  })
})

test('groups without a user make no sense', async () => {
  const headers = new Headers({ 'impersonate-group': 'devs' })
  await expect(impersonate(authOf(everything).auth, 'a', admin, headers)).rejects.toMatchObject({ reason: 'BadRequest' })
})
