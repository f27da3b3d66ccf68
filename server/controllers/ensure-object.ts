import { isDeepStrictEqual } from 'node:util'
import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Reference, ResourceClient } from '#server/resources/resources.ts'

/** Says who keeps an object as the inventory wants it; objects with it that are no longer wanted are removed. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'hemisphere' }

const refOf = ({ metadata }: KubeObject): Reference => ({
  name: metadata.name,
  ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
})

/** Every wanted label and annotation is there, and every other wanted field is exactly as wanted. */
const isAsWanted = (seen: KubeObject, wanted: KubeObject): boolean =>
  Object.entries(wanted).every(([field, value]) => {
    if (field !== 'metadata') return isDeepStrictEqual(seen[field], value)
    const pairs = (of: KubeObject, part: 'labels' | 'annotations') => Object.entries(of.metadata[part] ?? {})
    return (['labels', 'annotations'] as const).every((part) =>
      pairs(wanted, part).every(([key, text]) => seen.metadata[part]?.[key] === text),
    )
  })

/** The object if there is one, undefined otherwise. */
export const find = async (client: ResourceClient, resource: string, ref: Reference): Promise<KubeObject | undefined> => {
  try {
    return await client.get(resource, ref)
  } catch (error) {
    if (hasReason(error, 'NotFound')) return undefined
    throw error
  }
}

/**
 * Makes the object, or repairs what somebody changed of it; fields that `wanted` does not name are left alone. A binding to another role
 * is made anew, since Kubernetes forbids to change that. Says whether anything was written.
 */
export const ensureObject = async (client: ResourceClient, resource: string, wanted: KubeObject): Promise<boolean> => {
  const seen = await find(client, resource, refOf(wanted))
  if (!seen) {
    await client.create(resource, wanted)
    return true
  }
  if (isAsWanted(seen, wanted)) return false
  if (wanted.roleRef && !isDeepStrictEqual(seen.roleRef, wanted.roleRef)) {
    await client.delete(resource, refOf(wanted))
    await client.create(resource, wanted)
    return true
  }
  const { labels, annotations } = wanted.metadata
  await client.update(resource, {
    ...seen,
    ...wanted,
    metadata: {
      ...seen.metadata,
      ...(labels ? { labels: { ...seen.metadata.labels, ...labels } } : {}),
      ...(annotations ? { annotations: { ...seen.metadata.annotations, ...annotations } } : {}),
    },
  })
  return true
}

/** Deletes the object; one that is gone already is as good. */
export const removeObject = async (client: ResourceClient, resource: string, ref: Reference): Promise<void> => {
  try {
    await client.delete(resource, ref)
  } catch (error) {
    if (!hasReason(error, 'NotFound')) throw error
  }
}

/** Deletes what carries our label among `resource` and is not among the names wanted. */
export const removeOthers = async (
  client: ResourceClient,
  resource: string,
  namespace: string | undefined,
  wanted: readonly string[],
): Promise<void> => {
  const labelSelector = Object.entries(MANAGED_BY)
    .map(([key, value]) => `${key}=${value}`)
    .join()
  const { items } = await client.list(resource, { labelSelector, ...(namespace ? { namespace } : {}) })
  for (const each of items) if (!wanted.includes(each.metadata.name)) await removeObject(client, resource, refOf(each))
}
