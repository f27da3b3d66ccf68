import { type Cause, invalid } from '#domain/errors.ts'
import { invalidValue } from '#domain/kube/causes.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { User } from '#domain/user.ts'
import type { AccessDecision, AccessRequest, Auth } from '#server/auth/auth.ts'
import type { Call } from '../call.ts'
import { presentObject } from '../present.ts'
import { placeInNamespace, receive } from '../verbs/write.ts'

interface ReviewSpec {
  resourceAttributes?: {
    verb?: string
    group?: string
    resource?: string
    subresource?: string
    namespace?: string
    name?: string
  }
  nonResourceAttributes?: { verb?: string; path?: string }
  user?: string
  groups?: string[]
  uid?: string
}

const specOf = (review: KubeObject): ReviewSpec => (review.spec as ReviewSpec | undefined) ?? {}

const asked = (kind: string, spec: ReviewSpec): AccessRequest => {
  const { resourceAttributes, nonResourceAttributes } = spec
  if ((resourceAttributes === undefined) === (nonResourceAttributes === undefined)) {
    const message = 'Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified'
    throw invalid(kind, 'authorization.k8s.io', '', [{ reason: 'FieldValueInvalid', message, field: 'spec.resourceAttributes' }])
  }
  if (nonResourceAttributes) {
    return { verb: nonResourceAttributes.verb ?? '', group: '', resource: '', path: nonResourceAttributes.path ?? '' }
  }
  const { verb = '', group = '', resource = '', subresource, namespace, name } = resourceAttributes ?? {}
  return {
    verb,
    group,
    resource,
    ...(subresource ? { subresource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  }
}

const answer = (call: Call, review: KubeObject, { allowed, reason }: AccessDecision): Promise<Response> =>
  presentObject(call, 201, { ...review, status: { allowed, ...(reason ? { reason } : {}) } })

/** May I do that? `kubectl auth can-i`: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export const reviewOwnAccess = async (call: Call, auth: Auth): Promise<Response> => {
  const review = await receive(call, call.served)
  return answer(call, review, await auth.authorize(call.user, call.api, asked(call.served.kind, specOf(review))))
}

/** May that user do that? */
export const reviewAccess = async (call: Call, auth: Auth): Promise<Response> => {
  const { group, kind } = call.served
  const review = await receive(call, call.served)
  const spec = specOf(review)
  if (!spec.user && !spec.groups?.length) {
    const message = 'Invalid value: at least one of user or group must be specified'
    throw invalid(kind, group, '', [{ reason: 'FieldValueInvalid', message, field: 'spec.user' }])
  }
  if (call.served.namespaced) {
    placeInNamespace(call, review)
    onlyInside(kind, review, spec)
  }
  return answer(call, review, await auth.authorize(subject(spec, call.user), call.api, asked(kind, spec)))
}

/** Who may ask about one namespace learns nothing about another. */
const onlyInside = (kind: string, { metadata }: KubeObject, { resourceAttributes, nonResourceAttributes }: ReviewSpec): void => {
  const causes: Cause[] = []
  if (resourceAttributes && resourceAttributes.namespace !== metadata.namespace) {
    const { namespace = '' } = resourceAttributes
    causes.push(invalidValue('spec.resourceAttributes.namespace', namespace, 'must match metadata.namespace'))
  }
  if (nonResourceAttributes)
    causes.push(invalidValue('spec.nonResourceAttributes', nonResourceAttributes, 'disallowed on this kind of request'))
  if (causes.length > 0) throw invalid(kind, 'authorization.k8s.io', metadata.name ?? '', causes)
}

const subject = (spec: ReviewSpec, asker: User): User => ({
  name: spec.user ?? '',
  groups: spec.groups ?? [],
  ...(spec.uid ? { uid: spec.uid } : {}),
  displayName: spec.user ?? '',
  privileges: [],
  from: asker.from,
})
