import { StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import type { LiveSession } from '#server/auth/auth.ts'
import { hostOf } from '#server/auth/authorize.ts'
import { CERTIFICATE_EXPIRED, type ClientCertificate } from '#server/auth/client-certificate.ts'
import type { Call, VsphereApi } from './route.ts'

/** The name and password of HTTP Basic, or undefined when there are none. https://www.rfc-editor.org/rfc/rfc7617 */
export const basicCredentials = ({ request }: Call): { username: string; password: string } | undefined => {
  const [, encoded] = /^Basic\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** Who is asking by HTTP Basic. Unauthorized without it. */
export const basicUser = async ({ auth }: VsphereApi, call: Call): Promise<User> => {
  const given = basicCredentials(call)
  if (!given) throw new StatusError('Unauthorized', 'Send a user name and a password with HTTP Basic authentication.')
  return auth.password(given.username, given.password, call.connection.address)
}

/** Who is asking by HTTP Basic or a bearer token. */
export const basicOrBearerUser = async (api: VsphereApi, call: Call): Promise<User> => {
  const [, token] = /^Bearer\s+(\S+)\s*$/i.exec(call.request.headers.get('authorization') ?? '') ?? []
  if (token === undefined) return basicUser(api, call)
  const user = await api.auth.bearer(token, call.connection.address)
  if (!user) throw new StatusError('Unauthorized', 'The token is not good or has expired. Log in again.')
  return user
}

const SESSION_HEADER = 'vmware-api-session-id'

/** The session a REST client presents, by header or cookie. Its id never rotates: such clients keep the one they got. */
export const apiSession = async ({ auth }: VsphereApi, { request, connection }: Call): Promise<LiveSession> => {
  const [, cookie] = new RegExp(`(?:^|;\\s*)${SESSION_HEADER}=([^;]+)`).exec(request.headers.get('cookie') ?? '') ?? []
  const token = request.headers.get(SESSION_HEADER) ?? cookie
  const session = token === undefined ? undefined : await auth.session(token, connection.address, { rotate: false })
  if (!session)
    throw new StatusError(
      'Unauthorized',
      `There is no such session. Create one with POST /api/session and send its id as ${SESSION_HEADER}.`,
    )
  return session
}

/** The host whose client certificate came with the connection, and that certificate. Unauthorized without one, or with one that is not good. */
export const hostAgent = async (
  { auth }: VsphereApi,
  { connection }: Call,
): Promise<{ hostId: string; certificate: ClientCertificate }> => {
  const { certificate, address, isExpired } = connection
  if (isExpired) throw new StatusError('Unauthorized', CERTIFICATE_EXPIRED)
  const hostId = certificate && hostOf(await auth.certificate(certificate, address))
  if (!certificate || hostId === undefined) {
    throw new StatusError('Unauthorized', 'Present the client certificate that this host got when it joined (POST /hosts/join).')
  }
  return { hostId, certificate }
}
