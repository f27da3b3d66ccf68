import { forbidden, StatusError } from '#domain/errors.ts'
import { refusalOf } from '#domain/kube/rbac.ts'
import type { User } from '#domain/user.ts'
import type { AccessRequest, Auth } from '#server/auth/auth.ts'

/** Forbidden unless the user may read that path: `forbidden: User "u" cannot get path "/metrics"`. */
export const mayRead = async (auth: Auth, user: User, api: string, path: string, verb = 'get'): Promise<void> => {
  const decision = await auth.authorize(user, api, { verb, group: '', resource: '', path })
  if (!decision.allowed) throw new StatusError('Forbidden', `forbidden: User "${user.name}" cannot ${verb} path "${path}"`, {})
}

/** Forbidden in Kubernetes' words unless the user may do that to objects of the API. */
export const mayDo = async (auth: Auth, user: User, api: string, asked: AccessRequest): Promise<void> => {
  const decision = await auth.authorize(user, api, asked)
  if (decision.allowed) return
  const { group, resource, name = '' } = asked
  const sentence = refusalOf(user, asked)
  const { reason } = decision
  throw forbidden({ group, resource }, name, reason.startsWith(sentence) ? reason : reason ? `${sentence}: ${reason}` : sentence)
}
