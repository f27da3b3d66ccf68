import { forbidden, StatusError } from '#domain/errors.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '#server/auth/auth.ts'

/** Forbidden unless the user may read that path: `forbidden: User "u" cannot get path "/metrics"`. */
export const mayRead = async (auth: Auth, user: User, api: string, path: string, verb = 'get'): Promise<void> => {
  const decision = await auth.authorize(user, api, { verb, group: '', resource: '', path })
  if (!decision.allowed) throw new StatusError('Forbidden', `forbidden: User "${user.name}" cannot ${verb} path "${path}"`, {})
}

/** Forbidden in Kubernetes' words, for the few requests that the door does not decide about. */
export const mayDo = async (
  auth: Auth,
  user: User,
  api: string,
  {
    verb,
    group,
    resource,
    namespace,
    name,
  }: { verb: string; group: string; resource: string; namespace?: string; name?: string },
): Promise<void> => {
  const asked = { verb, group, resource, ...(namespace ? { namespace } : {}), ...(name ? { name } : {}) }
  const decision = await auth.authorize(user, api, asked)
  if (decision.allowed) return
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  throw forbidden(
    { group, resource },
    name ?? '',
    `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
  )
}
