import { badRequest } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { checkFields, refuseProblems } from '#domain/kube/schema/check-fields.ts'
import { apiVersionOf, type Kind } from './kind.ts'

/**
 * A copy of what somebody sent, as an object of the kind: BadRequest when it is of another kind or a field has a wrong type; unknown
 * fields are left out (a face that wants them refused or warned of does so before).
 */
export const decode = (kind: Kind, sent: KubeObject): KubeObject => {
  const apiVersion = apiVersionOf(kind)
  if ((sent.kind && sent.kind !== kind.kind) || (sent.apiVersion && sent.apiVersion !== apiVersion)) {
    throw badRequest(
      `the API version in the data (${sent.apiVersion}, ${sent.kind}) does not match the expected API version (${apiVersion}, ${kind.kind})`,
    )
  }
  const gvk = { group: kind.group, version: kind.version, kind: kind.kind }
  const checked = checkFields(gvk, { ...sent, apiVersion, kind: kind.kind })
  refuseProblems(gvk, checked, false)
  const object = checked.object
  object.metadata ??= { name: '' }
  object.metadata.name ??= ''
  return object
}
