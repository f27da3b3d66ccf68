import type { RulesReviewStatus } from '#domain/kube/rbac.ts'
import type { User } from '#domain/user.ts'
import type { ClientCertificate } from './client-certificate.ts'

/** What is asked of the authoriser; the attributes of a Kubernetes request. */
export interface AccessRequest {
  verb: string
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
  /** For requests about no resource, such as `/metrics`. */
  path?: string
}

export interface AccessDecision {
  allowed: boolean
  /** Which binding allows it, or why nothing does. */
  reason: string
}

export interface SessionOptions {
  /** `false` keeps the token, for callers that can't hand a new one to the client (server components, streams). Default true. */
  rotate?: boolean
}

/** A session that is good now. */
export interface LiveSession {
  user: User
  /** The token to go on with. */
  token: string
  id: string
  createdAt: Date
  lastUsedAt: Date
  expiresAt: Date
}

/** Who is asking, and what they may do. */
export interface Auth {
  /** Signs a person in to the web client; Unauthorized on a wrong password, TooManyRequests when throttled. */
  signIn(input: {
    username: string
    password: string
    address: string
    userAgent: string
  }): Promise<{ token: string; user: User }>
  signOut(token: string): Promise<void>
  /** The user behind a session cookie; `token` differs from the one given when it was rotated and must be set again. */
  session(token: string, from: string, options?: SessionOptions): Promise<LiveSession | undefined>
  /** The user behind an Authorization header value (`Bearer …`), or undefined when it is not good. */
  bearer(token: string, from: string): Promise<User | undefined>
  /** The user behind HTTP Basic credentials (the login endpoints only); throttled like `signIn`. */
  password(username: string, password: string, address: string): Promise<User>
  /**
   * The user behind a client certificate that our authority signed. Unauthorized when it has expired, or when it is a host's and the host is
   * not in the inventory any more or is registered with another key.
   */
  certificate(certificate: ClientCertificate, from: string): Promise<User>
  anonymous(from: string): User
  /** A token for kubectl: RS256, 10 h, as `reference` of the login protocol says; `user` must be a person. */
  issueKubernetesToken(user: User): Promise<string>
  /** Kubernetes RBAC of one API, plus what the user's inventory privileges give. */
  authorize(user: User, api: string, request: AccessRequest): Promise<AccessDecision>
  /** The rules that apply to a user in a namespace, for `kubectl auth can-i --list`. */
  rulesFor(user: User, api: string, namespace: string): Promise<RulesReviewStatus>
}
