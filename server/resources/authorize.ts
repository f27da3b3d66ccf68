import { StatusError } from '#domain/errors.ts'
import type { Call } from './door.ts'
import { type Kind, kindId } from './kind.ts'

/** What a request is about, besides its kind. */
export interface Target {
  namespace?: string | undefined
  name?: string | undefined
  subresource?: string | undefined
}

/** Verbs on collections: their name is only what a field selector narrows them to. */
const ON_COLLECTIONS = ['list', 'watch', 'deletecollection']

/** Kubernetes treats a namespace as being inside itself, so that a RoleBinding in it may allow reading it. */
const scopeOf = (verb: string, kind: Kind, { namespace, name }: Target): string | undefined =>
  kind.resource === 'namespaces' && !kind.group && !ON_COLLECTIONS.includes(verb) ? name : namespace

/** Refuses with 403 in Kubernetes' words when the user may not do that; the authoriser's reason comes last. */
export const authorize = async (call: Call, verb: string, kind: Kind, target: Target): Promise<void> => {
  const namespace = scopeOf(verb, kind, target)
  const { allowed, reason } = await call.door.auth.authorize(call.user, call.api, {
    verb,
    group: kind.group,
    resource: kind.resource,
    ...(target.subresource ? { subresource: target.subresource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(target.name ? { name: target.name } : {}),
  })
  if (allowed) return
  const what = target.subresource ? `${kind.resource}/${target.subresource}` : kind.resource
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  const sentence = `User "${call.user.name}" cannot ${verb} resource "${what}" in API group "${kind.group}" ${where}`
  const subject = target.name ? `${kindId(kind)} "${target.name}"` : kindId(kind)
  throw new StatusError(
    'Forbidden',
    `${subject} is forbidden: ${reason.startsWith(sentence) ? reason : reason ? `${sentence}: ${reason}` : sentence}`,
    {
      ...(target.name ? { name: target.name } : {}),
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.resource,
    },
  )
}
