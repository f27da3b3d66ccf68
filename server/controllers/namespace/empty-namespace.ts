import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { ResourceClient } from '#server/resources/resources.ts'

/** Objects of one kind that are still in a namespace which is being deleted. */
export interface Remainder {
  resource: string
  objects: KubeObject[]
}

const NAMED = 5

/**
 * Asks everything in a namespace to go and answers what is still there. Secrets, service accounts and role bindings come last: while pods
 * end, their hosts may still need them.
 */
export const emptyNamespace = async (
  client: ResourceClient,
  namespace: string,
  resources: readonly string[],
): Promise<Remainder[]> => {
  const late = (resource: string) => /^(secrets|configmaps|serviceaccounts|roles\.|rolebindings\.|events)/.test(resource)
  const early = resources.filter((resource) => !late(resource))
  const remaining = await removeAll(client, namespace, early)
  return remaining.length ? remaining : removeAll(client, namespace, resources.filter(late))
}

const removeAll = async (client: ResourceClient, namespace: string, resources: readonly string[]): Promise<Remainder[]> => {
  const remaining: Remainder[] = []
  for (const resource of resources) {
    const before = await client.list(resource, { namespace })
    for (const { metadata } of before.items.filter((object) => !object.metadata.deletionTimestamp)) {
      await client
        .delete(resource, { namespace, name: metadata.name }, { propagationPolicy: 'Background' })
        .catch((error) => {
          if (!hasReason(error, 'NotFound')) throw error
        })
    }
    if (!before.items.length) continue
    const { items } = await client.list(resource, { namespace })
    if (items.length) remaining.push({ resource, objects: items })
  }
  return remaining
}

/** What a deletion waits for, in words: which objects, and on which host or finalizer each of them waits. */
export const describeRemainder = (remaining: readonly Remainder[]): string[] =>
  remaining.map(({ resource, objects }) => {
    const named = objects.slice(0, NAMED).map((object) => {
      const host: unknown = object.spec?.nodeName
      const finalizers = object.metadata.finalizers ?? []
      if (finalizers.length) return `${object.metadata.name} (finalizers ${finalizers.join(', ')})`
      return typeof host === 'string' && host ? `${object.metadata.name} (ending on ${host})` : object.metadata.name
    })
    const more = objects.length > NAMED ? ` and ${objects.length - NAMED} more` : ''
    return `Waits for ${objects.length} ${resource}: ${named.join(', ')}${more}`
  })
