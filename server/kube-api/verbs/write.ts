import { badRequest, invalid, StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { GroupVersionKind } from '#domain/kube/schema/table.ts'
import type { Subresource } from '#server/resources/resources.ts'
import { type Call, referenceOf } from '../call.ts'
import { presentObject } from '../present.ts'
import { decodeObject, fieldValidationOf, readBody } from '../read-body.ts'
import { writeOptionsOf } from '../request-options.ts'
import { readPatch } from './read-patch.ts'

/** The body as an object of `expected`, its warnings noted for the answer. */
export const receive = async (call: Call, expected: GroupVersionKind): Promise<KubeObject> => {
  const raw = await readBody(call.request, expected.kind)
  const options = call.request.method === 'PUT' ? 'UpdateOptions' : 'CreateOptions'
  const { object, warnings } = decodeObject(raw, expected, fieldValidationOf(call.query, options))
  call.warnings.push(...warnings)
  return object
}

/** Gives the object the namespace of the URL; BadRequest when it names another. */
export const placeInNamespace = ({ path }: Call, object: KubeObject): void => {
  const named = object.metadata.namespace
  if (named && path.namespace !== undefined && named !== path.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  }
  if (path.namespace === undefined) delete object.metadata.namespace
  else object.metadata.namespace = path.namespace
}

/** POST to a collection. */
export const createObject = async (call: Call): Promise<Response> => {
  const object = await receive(call, call.served)
  placeInNamespace(call, object)
  return presentObject(call, 201, await call.client.create(call.resource, object, writeOptionsOf(call, 'CreateOptions')))
}

const matchName = ({ path }: Call, object: KubeObject): void => {
  const { name } = object.metadata
  if (!name) throw badRequest(`the name of the object (${path.name} based on URL) was undeterminable: name must be provided`)
  if (name !== path.name) throw badRequest(`the name of the object (${name}) does not match the name on the URL (${path.name})`)
}

/** PUT of one object, or of one of its subresources (whose body may be of another kind, such as Scale). */
export const updateObject = async (
  call: Call,
  subresource?: Subresource,
  expected: GroupVersionKind = call.served,
): Promise<Response> => {
  const object = await receive(call, expected)
  matchName(call, object)
  placeInNamespace(call, object)
  const options = { ...writeOptionsOf(call, 'UpdateOptions'), ...(subresource ? { subresource } : {}) }
  return presentObject(call, 200, await call.client.update(call.resource, object, options))
}

/** PATCH in one of three forms. */
export const patchObject = async (call: Call, subresource?: Subresource): Promise<Response> => {
  if (call.query.has('force')) {
    const message = 'Forbidden: may not be specified for non-apply patch'
    throw invalid('PatchOptions', 'meta.k8s.io', '', [{ reason: 'FieldValueForbidden', message, field: 'force' }])
  }
  const { patch, warnings } = await readPatch(call)
  call.warnings.push(...warnings)
  const options = { ...writeOptionsOf(call, 'PatchOptions'), ...(subresource ? { subresource } : {}) }
  return presentObject(call, 200, await call.client.patch(call.resource, referenceOf(call), patch, options))
}

/** PATCH, or a clear refusal of server-side apply, which is sent as a PATCH too. */
export const patchOrRefuseApply = async (call: Call, subresource?: Subresource): Promise<Response> => {
  if (isApply(call.request)) {
    throw new StatusError(
      'UnsupportedMediaType',
      'server-side apply (application/apply-patch+yaml) is not supported by this server yet; use kubectl apply without --server-side. ' +
        'Accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json',
    )
  }
  return patchObject(call, subresource)
}

const isApply = (request: Request): boolean =>
  /^application\/apply-patch\+(yaml|cbor)/i.test(request.headers.get('content-type') ?? '')
