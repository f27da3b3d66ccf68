import { randomUUID } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { Clock } from '#domain/clock.ts'
import type { AccountName } from './account-name.ts'
import { accountText } from './account-name.ts'
import type { Keys } from './keys.ts'
import type { Principal } from './principals.ts'
import { hashSecretToken } from './secret-token.ts'

/** The audience of the original's tokens for Supervisors. */
export const SUPERVISOR_AUDIENCE = 'vmware-tes:vc:vns:k8s'
const LIFETIME_SECONDS = 36_000

/** Kubernetes tokens: RS256 JWTs with the claims that the original's token exchange gives, good for 10 hours. */
export interface KubernetesTokens {
  issue(principal: Pick<Principal, 'account' | 'groups'> & { credentialsAt?: Date }): Promise<string>
  /** Who the token is for and when it was issued; undefined when it is not ours, not for Supervisors, or expired. */
  verify(token: string): Promise<{ account: AccountName; issuedAt: Date } | undefined>
}

/** The first whole second from then on: `iat` knows no parts of one, and what was issued within the same second, but earlier, must not count. */
export const firstSecond = (from: Date): Date => new Date(Math.ceil(from.getTime() / 1000) * 1000)

interface Verified {
  account: AccountName
  issuedAt: Date
  /** Milliseconds since 1970. */
  until: number
}

// Checking an RSA signature costs as much as the rest of a small request; a client sends the same token with every one.
const MOST_VERIFIED = 1000

/** Signs and verifies with the installation's token key. `issuer` goes into `iss` and must be the same in every process. */
export const createKubernetesTokens = (keys: Keys['tokens'], clock: Clock, issuer: string): KubernetesTokens => {
  const verified = new Map<string, Verified>()

  const check = async (token: string): Promise<Verified | undefined> => {
    const { payload } = await jwtVerify(token, keys.publicKey, {
      algorithms: ['RS256'],
      issuer,
      audience: SUPERVISOR_AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: clock.now(),
    }).catch(() => ({ payload: undefined }))
    const { username, domain, iat, exp } = payload ?? {}
    if (typeof username !== 'string' || typeof domain !== 'string' || iat === undefined || exp === undefined) return undefined
    return { account: { name: username, domain }, issuedAt: new Date(iat * 1000), until: exp * 1000 }
  }

  return {
    issue({ account, groups, credentialsAt }) {
      const second = Math.floor(clock.now().getTime() / 1000)
      // In the second of a new password, the next one.
      const now = credentialsAt ? Math.max(second, firstSecond(credentialsAt).getTime() / 1000) : second
      return new SignJWT({ domain: account.domain, username: account.name, group_names: groups })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(accountText(account))
        .setAudience(SUPERVISOR_AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_SECONDS)
        .setJti(randomUUID())
        .sign(keys.privateKey)
    },

    async verify(token) {
      const key = hashSecretToken(token)
      const known = verified.get(key) ?? (await check(token))
      if (!known || clock.now().getTime() >= known.until) {
        verified.delete(key)
        return undefined
      }
      if (verified.size >= MOST_VERIFIED) verified.clear()
      verified.set(key, known)
      return known
    },
  }
}
