import type { Auth } from '#server/auth/auth.ts'
import type { SubresourceInfo } from '#server/resources/kind.ts'
import type { Call } from './call.ts'
import { reviewFor } from './reviews/reviews.ts'
import { methodNotAllowed, noSuchResource } from './status.ts'
import { deleteCollection, deleteObject } from './verbs/delete.ts'
import { getObject, listObjects } from './verbs/read.ts'
import { bindPod, evictPod, getScale, readLog, refuseStream } from './verbs/subresources.ts'
import { watchObjects } from './verbs/watch.ts'
import { createObject, patchOrRefuseApply, updateObject } from './verbs/write.ts'

type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection'

/** The verbs that name no object. */
const ON_COLLECTIONS: ReadonlySet<string> = new Set(['list', 'watch', 'create', 'deletecollection'])

/** The verb of a request when its method fits its path: nothing is created under a name, and no collection is patched. */
const verbOf = ({ request, path, verb }: Call): Verb | undefined => {
  if (path.legacyWatch) return verb === 'watch' ? verb : undefined
  if (request.method === 'HEAD' || !(verb in ON_OBJECTS)) return undefined
  return ON_COLLECTIONS.has(verb) === (path.name === undefined) ? (verb as Verb) : undefined
}

const ON_OBJECTS: Record<Verb, (call: Call) => Promise<Response>> = {
  get: (call) => getObject(call),
  list: listObjects,
  watch: watchObjects,
  create: createObject,
  update: (call) => updateObject(call),
  patch: (call) => patchOrRefuseApply(call),
  delete: deleteObject,
  deletecollection: deleteCollection,
}

const STREAMS = new Set(['exec', 'attach', 'portforward'])

/** Runs the verb of a request that is about objects; MethodNotAllowed or NotFound when there is no such thing. */
export const dispatch = async (call: Call, auth: Auth): Promise<Response> => {
  const { path, served } = call
  if (path.namespace !== undefined && !served.namespaced) throw noSuchResource()
  if (path.subresource !== undefined) return onSubresource(call, path.subresource)
  const verb = verbOf(call)
  const everywhere = served.namespaced && path.namespace === undefined
  if (everywhere && path.name !== undefined) throw noSuchResource()
  const review = reviewFor(served)
  if (!verb || !served.verbs.includes(verb) || (everywhere && verb !== 'list' && verb !== 'watch')) throw methodNotAllowed()
  return review ? review(call, auth) : ON_OBJECTS[verb](call)
}

const onSubresource = async (call: Call, name: string): Promise<Response> => {
  const { served, path } = call
  if (served.namespaced && path.namespace === undefined) throw noSuchResource()
  if (served.resource === 'pods' && STREAMS.has(name)) return refuseStream(call)
  const sub = served.subresources.find((each) => each.name === name)
  if (!sub) throw noSuchResource()
  const run = subresourceVerb(call.request.method, sub)
  if (!run) throw methodNotAllowed()
  return run(call)
}

const subresourceVerb = (
  method: string,
  { name, group, version, kind }: SubresourceInfo,
): ((call: Call) => Promise<Response>) | undefined => {
  if (name === 'log') return method === 'GET' ? readLog : undefined
  if (name === 'binding') return method === 'POST' ? bindPod : undefined
  if (name === 'eviction') return method === 'POST' ? evictPod : undefined
  if (name === 'scale' && method === 'GET') return getScale
  if (name === 'status' && method === 'GET') return (call) => getObject(call, name)
  if (name !== 'status' && name !== 'scale' && name !== 'finalize') return undefined
  if (method === 'PUT') return (call) => updateObject(call, name, { group, version, kind })
  return method === 'PATCH' && name !== 'finalize' ? (call) => patchOrRefuseApply(call, name) : undefined
}
