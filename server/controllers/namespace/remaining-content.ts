import type { KubeObject } from '#domain/kube/object.ts'
import type { ResourceClient } from '#server/resources/resources.ts'

const NAMED = 5

const described = (object: KubeObject): string => {
  const { name, finalizers = [] } = object.metadata
  const host: unknown = object.spec?.nodeName
  if (finalizers.length) return `${name} (finalizers ${finalizers.join(', ')})`
  return typeof host === 'string' && host ? `${name} (ending on ${host})` : name
}

/** What is still in a namespace that is being deleted, in words: which objects, and on which host or finalizer each of them waits. */
export const remainingContent = async (
  client: ResourceClient,
  namespace: string,
  resources: readonly string[],
): Promise<string[]> => {
  const messages: string[] = []
  for (const resource of resources) {
    const { items, remainingItemCount = 0 } = await client.list(resource, { namespace, limit: NAMED })
    const more = remainingItemCount > 0 ? ` and ${remainingItemCount} more` : ''
    if (items.length)
      messages.push(`Waits for ${items.length + remainingItemCount} ${resource}: ${items.map(described).join(', ')}${more}`)
  }
  return messages
}
