import { badRequest } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { type CheckedFields, checkFields, refuseProblems } from '#domain/kube/schema/check-fields.ts'
import type { GroupVersionKind } from '#domain/kube/schema/table.ts'
import { apiVersionOf, type Kind } from './kind.ts'

/** Objects that were checked already and that no write has taken yet, each with the type that it was checked as. */
const waiting = new WeakMap<object, string>()

const typeName = (gvk: GroupVersionKind): string => `${apiVersionOf(gvk)}/${gvk.kind}`

/**
 * Checks what a client sent against its type and refuses (BadRequest) a wrong one; with `strict` unknown and repeated fields too. A face
 * that has to say more about a body than the door does checks it with this: the door then takes the object as it is, once, and it is
 * the door's from then on. Its name and namespace may still be set.
 */
export const checkSent = (
  gvk: GroupVersionKind,
  sent: unknown,
  { strict, ...options }: { strict: boolean; text?: string },
): CheckedFields => {
  const checked = checkFields(gvk, sent, options)
  refuseProblems(gvk, checked, strict)
  waiting.set(checked.object, typeName(gvk))
  return checked
}

/**
 * What somebody sent, as an object of the kind that the caller may change: BadRequest when it is of another kind or a field has a wrong
 * type; unknown fields are left out.
 */
export const decode = (kind: Kind, sent: KubeObject): KubeObject => {
  const { group, version } = kind
  const gvk = { group, version, kind: kind.kind }
  const apiVersion = apiVersionOf(kind)
  if ((sent.kind && sent.kind !== kind.kind) || (sent.apiVersion && sent.apiVersion !== apiVersion)) {
    throw badRequest(
      `the API version in the data (${sent.apiVersion}, ${sent.kind}) does not match the expected API version (${apiVersion}, ${kind.kind})`,
    )
  }
  const isChecked = waiting.get(sent) === typeName(gvk)
  const object = isChecked ? sent : checkSent(gvk, { ...sent, apiVersion, kind: kind.kind }, { strict: false }).object
  waiting.delete(object)
  object.metadata ??= { name: '' }
  object.metadata.name ??= ''
  return object
}
