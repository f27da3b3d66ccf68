import { StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '#server/auth/auth.ts'
import { CERTIFICATE_EXPIRED, type ClientCertificate } from '#server/auth/client-certificate.ts'
import { impersonate } from './impersonation.ts'

/** What is known of a connection besides its requests. */
export interface Connection {
  /** The client's address, for the audit log. */
  address: string
  /** The client certificate, when there is one and our authority signed it. */
  certificate?: ClientCertificate
  /** A certificate was shown, and all that is known of it is that its time is over. */
  isExpired?: boolean
}

/**
 * Who is asking: a bearer token, else a client certificate, else nobody (`system:anonymous`). Unauthorized when a token is given and
 * is not good. https://kubernetes.io/docs/reference/access-authn-authz/authentication/
 */
export const identify = async (auth: Auth, api: string, request: Request, connection: Connection): Promise<User> => {
  const user = await realUser(auth, request, connection)
  return impersonate(auth, api, user, request.headers)
}

const realUser = async (auth: Auth, request: Request, { address, certificate, isExpired }: Connection): Promise<User> => {
  const header = request.headers.get('authorization')
  if (header !== null) {
    const [, token] = /^Bearer\s+(\S+)\s*$/i.exec(header) ?? []
    const user = token === undefined ? undefined : await auth.bearer(token, address)
    if (!user) throw new StatusError('Unauthorized', 'Unauthorized')
    return user
  }
  if (isExpired) throw new StatusError('Unauthorized', CERTIFICATE_EXPIRED)
  return certificate ? auth.certificate(certificate, address) : auth.anonymous(address)
}
