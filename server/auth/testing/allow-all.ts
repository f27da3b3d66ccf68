import { StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '../auth.ts'

const unused = (what: string) => () => {
  throw new StatusError('InternalError', `${what} is not part of this test's identity`)
}

/** Identity for tests of other parts: every token is `user`, who may do everything. Signing in is not part of it. */
export const allowAllAuth = (user: User): Auth => ({
  signIn: unused('signIn'),
  signOut: async () => undefined,
  session: unused('session'),
  bearer: async () => user,
  password: async () => user,
  certificate: async ({ commonName, organizations }, from) => ({
    name: commonName,
    groups: [...organizations, 'system:authenticated'],
    displayName: commonName,
    privileges: [],
    from,
  }),
  anonymous: (from) => ({
    name: 'system:anonymous',
    groups: ['system:unauthenticated'],
    displayName: 'anonymous',
    privileges: [],
    from,
  }),
  issueKubernetesToken: unused('issueKubernetesToken'),
  authorize: async () => ({ allowed: true, reason: 'this test allows everything' }),
  rulesFor: async () => ({
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [],
    incomplete: false,
  }),
})
