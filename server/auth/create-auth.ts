import type { Clock } from '#domain/clock.ts'
import { StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import { API_TOKEN_PREFIX, type ApiTokens, createApiTokens } from './api-tokens.ts'
import type { Auth } from './auth.ts'
import type { AuthStore } from './auth-store.ts'
import { createAuthorizer, hostOf } from './authorize.ts'
import { CERTIFICATE_EXPIRED, type ClientCertificate } from './client-certificate.ts'
import type { Keys } from './keys.ts'
import { createKnownHosts, isHeldBy, type KnownHosts } from './known-hosts.ts'
import { asUser, createPrincipals, type Principal, type Principals } from './principals.ts'
import { createRbacCache } from './rbac-cache.ts'
import { createSessions } from './sessions.ts'
import { createCheckPassword } from './sign-in.ts'
import { createThrottle } from './throttle.ts'
import { createKubernetesTokens, firstSecond, type KubernetesTokens } from './tokens.ts'

/** What identity is built from. `issuer` (the `iss` of Kubernetes tokens) must be the same in every process. */
export interface AuthParts {
  store: AuthStore
  keys: Keys
  clock: Clock
  domain?: string
  issuer?: string
}

/** Identity of one SSO domain over the store. `stop` ends its subscriptions to the change log. */
export const createAuth = ({
  store,
  keys,
  clock,
  domain = 'vsphere.local',
  issuer = `https://hemisphere/openidconnect/${domain}`,
}: AuthParts): Auth & { checkTokens(): Promise<void>; stop(): void } => {
  const principals = createPrincipals(store)
  const sessions = createSessions(store, clock)
  const tokens = createKubernetesTokens(keys.tokens, clock, issuer)
  const apiTokens = createApiTokens(store, clock)
  const rbac = createRbacCache(store)
  const hosts = createKnownHosts(store)
  const { authorize, rulesFor } = createAuthorizer(rbac, hosts)
  const check = createCheckPassword({ store, principals, throttle: createThrottle(store, clock), domain })

  return {
    async signIn({ username, password, address, userAgent }) {
      const principal = await check(username, password, address)
      const { token } = await sessions.create(principal.id, address, userAgent)
      const user = asUser(principal, address)
      await store.inventory.write(({ audit }) =>
        audit({ who: user.displayName, from: address, action: 'session.signIn', target: user.displayName, outcome: 'ok' }),
      )
      return { token, user }
    },

    signOut: (token) => sessions.end(token),

    async session(token, from, options) {
      const found = await sessions.find(token, options)
      const principal = found && (await principals.byId(found.userId))
      if (!found || !principal || principal.disabled) return undefined
      const { expiresAt, createdAt, lastUsedAt } = found
      return { user: asUser(principal, from), token: found.token, id: found.id, expiresAt, createdAt, lastUsedAt }
    },

    async bearer(token, from) {
      const principal = token.startsWith(API_TOKEN_PREFIX)
        ? await byApiToken(apiTokens, principals, token)
        : await byKubernetesToken(tokens, principals, token)
      return principal && !principal.disabled ? asUser(principal, from) : undefined
    },

    password: async (username, password, address) => asUser(await check(username, password, address), address),

    async certificate(certificate, from) {
      if (certificate.expiresAt <= clock.now()) throw new StatusError('Unauthorized', CERTIFICATE_EXPIRED)
      const user = machineUser(certificate, from)
      const hostId = hostOf(user)
      if (hostId !== undefined) await requireOwnKey(hosts, hostId, certificate)
      return user
    },

    anonymous: (from) => ({
      name: 'system:anonymous',
      groups: ['system:unauthenticated'],
      displayName: 'anonymous',
      privileges: [],
      from,
    }),

    async issueKubernetesToken(user) {
      const principal = user.uid === undefined ? undefined : await principals.byId(user.uid)
      if (!principal || principal.disabled) {
        throw new StatusError(
          'Forbidden',
          `Only a person with an account can get a Kubernetes token; ${user.displayName} is none.`,
        )
      }
      const token = await tokens.issue(principal)
      await store.inventory.write(({ audit }) =>
        audit({ who: user.displayName, from: user.from, action: 'kubernetes.login', target: user.displayName, outcome: 'ok' }),
      )
      return token
    },

    async checkTokens() {
      // Nobody has this account: the token is good for nothing but this question.
      const nobody = { account: { name: 'health-check', domain }, groups: [] }
      if (!(await tokens.verify(await tokens.issue(nobody)))) throw new Error('a token that was just issued is not accepted')
    },

    authorize,
    rulesFor,

    stop() {
      principals.stop()
      apiTokens.stop()
      hosts.stop()
      rbac.stop()
    },
  }
}

const byApiToken = async (apiTokens: ApiTokens, principals: Principals, token: string): Promise<Principal | undefined> => {
  const userId = await apiTokens.userOf(token)
  return userId === undefined ? undefined : principals.byId(userId)
}

// A token from before the account was made belonged to somebody else of the same name; one from before a new password may be in wrong hands.
const byKubernetesToken = async (
  tokens: KubernetesTokens,
  principals: Principals,
  token: string,
): Promise<Principal | undefined> => {
  const good = await tokens.verify(token)
  const principal = good && (await principals.byName(good.account))
  return principal && good.issuedAt >= firstSecond(principal.credentialsAt) ? principal : undefined
}

// A certificate outlives its host, and the key that its host joined again with.
const requireOwnKey = async (hosts: KnownHosts, hostId: string, certificate: ClientCertificate): Promise<void> => {
  const { host, ok } = await hosts.find(hostId, (known) => isHeldBy(known, certificate))
  if (ok) return
  throw new StatusError(
    'Unauthorized',
    host
      ? `Host ${hostId} is registered with another key than the one of this certificate: it has joined again since. Use the certificate it got then.`
      : `Host ${hostId} is not in the inventory any more. Create a join token on its cluster (Add hosts) and let it join again.`,
  )
}

const machineUser = ({ commonName, organizations }: ClientCertificate, from: string): User => ({
  name: commonName,
  groups: [...new Set([...organizations, 'system:authenticated'])],
  displayName: commonName.replace(/^system:node:/, ''),
  privileges: [],
  from,
})
