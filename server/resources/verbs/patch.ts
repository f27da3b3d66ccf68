import { badRequest, conflict, invalid } from '#domain/errors.ts'
import { invalidValue } from '#domain/kube/causes.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { checkFields } from '#domain/kube/schema/check-fields.ts'
import { authorize } from '../authorize.ts'
import { changeObject } from '../change-object.ts'
import type { Call } from '../door.ts'
import { apiVersionOf, type Kind, requireWritable } from '../kind.ts'
import { goMap } from '../patch/go-map.ts'
import { applyJsonPatch } from '../patch/json.ts'
import { applyMergePatch } from '../patch/merge.ts'
import { applyStrategicPatch } from '../patch/strategic.ts'
import { presentOne } from '../present.ts'
import type { PatchType, Reference, Subresource, WriteOptions } from '../resources.ts'
import { patchScale } from './scale.ts'

export interface Patch {
  type: PatchType
  body: unknown
}

/** Applies a patch to an object of a type of the schema. */
const applyPatch = (
  gvk: { group: string; version: string; kind: string },
  object: KubeObject,
  { type, body }: Patch,
): KubeObject => {
  if (type === 'json') return applyJsonPatch(object, body) as KubeObject
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('a patch of this type must be an object')
  if (type === 'merge') return applyMergePatch(object, body) as KubeObject
  return applyStrategicPatch(gvk, object, body as Record<string, unknown>)
}

/**
 * What a patch makes of an object, when it is no object of the kind any more: Invalid, about the patch and not about the object.
 * A strategic merge patch is shown itself, the other two by what would have become of the object.
 */
const decodePatched = (kind: Kind, patched: KubeObject, { type, body }: Patch): KubeObject => {
  const isOther = patched.kind !== kind.kind || patched.apiVersion !== apiVersionOf(kind)
  const { object, decodeError } = checkFields(kind, patched)
  const why = isOther ? `a patch can not make ${patched.apiVersion} ${patched.kind} of a ${kind.kind}` : decodeError
  if (why === undefined) return object
  const shown = type === 'strategic' ? goMap(body) : JSON.stringify(patched)
  throw invalid('', '', '', [invalidValue('patch', shown, why)])
}

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' }

const sameObject = (ref: Reference, patched: KubeObject): void => {
  const { name } = patched.metadata ?? {}
  if (name !== ref.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${ref.name})`)
}

/**
 * Changes the object by a patch; applied again to the newer version when somebody else was faster, unless the patch itself names a
 * revision. BadRequest or Invalid when the result is not a good object of its kind.
 */
export const patchObject = async (
  call: Call,
  kind: Kind,
  ref: Reference,
  patch: Patch,
  options: WriteOptions & { subresource?: Subresource } = {},
): Promise<KubeObject> => {
  requireWritable(kind, options.subresource)
  if (options.subresource === 'scale') return patchScale(call, kind, ref, (scale) => applyPatch(SCALE, scale, patch), options)
  await authorize(call, 'patch', kind, { ...ref, subresource: options.subresource })
  const { view } = kind
  let namesRevision = false
  const stored = await changeObject(call, kind, ref, {
    ...options,
    retry: () => !namesRevision,
    next: (current) => {
      const shown = view ? view.toView(current) : current
      const patched = applyPatch(kind, shown, patch)
      const revision = patched.metadata?.resourceVersion
      namesRevision = revision !== undefined && mentionsRevision(patch)
      if (revision && revision !== current.metadata.resourceVersion) throw conflict(kind, ref.name)
      const decoded = decodePatched(kind, patched, patch)
      sameObject(ref, decoded)
      return view ? view.fromView(decoded) : decoded
    },
  })
  return presentOne(call, kind, stored)
}

const mentionsRevision = ({ type, body }: Patch): boolean =>
  type === 'json'
    ? Array.isArray(body) && body.some((operation) => operation?.path === '/metadata/resourceVersion')
    : (body as KubeObject).metadata?.resourceVersion !== undefined
