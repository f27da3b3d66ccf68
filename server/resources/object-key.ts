import { badRequest } from '#domain/errors.ts'
import type { ObjectKey } from '#server/store/object-store.ts'
import { type Kind, kindId } from './kind.ts'

/** The resource that holds a kind's objects: its own, or the one it is a view of. */
export const storedAs = (kind: Kind): string => kind.view?.of ?? kindId(kind)

/** Where an object is stored; BadRequest when a namespace is missing. A cluster-scoped kind ignores one. */
export const objectKey = (kind: Kind, api: string, ref: { namespace?: string | undefined; name: string }): ObjectKey => {
  if (kind.namespaced && !ref.namespace)
    throw badRequest(`an empty namespace may not be set when a namespaced resource is addressed: ${kindId(kind)} "${ref.name}"`)
  return { api, resource: storedAs(kind), namespace: kind.namespaced ? (ref.namespace ?? '') : '', name: ref.name }
}
