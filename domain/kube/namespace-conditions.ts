import type { Condition } from './object.ts'

/** What is left of one kind in a namespace that is being emptied. */
export interface Remaining {
  /** `pods`, `deployments.apps`. */
  resource: string
  count: number
  /** How many of them wait for each finalizer. */
  finalizers: Readonly<Record<string, number>>
}

type Told = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>

const told = (type: string, isTrue: boolean, [reason, message]: readonly [string, string]): Told => ({
  type,
  status: isTrue ? 'True' : 'False',
  reason,
  message,
})

const contentText = (remaining: readonly Remaining[]): string =>
  remaining.map(({ resource, count }) => `${resource} has ${count} resource instances`).join(', ')

const finalizerText = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${name} in ${count} resource instances`).join(', ')

/**
 * The conditions that say what a terminating namespace waits for: what remains, which finalizers hold it, and what could not be deleted.
 * https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/#NamespaceStatus
 */
export const namespaceConditions = (remaining: readonly Remaining[], failures: readonly string[]): Told[] => {
  const left = remaining.filter(({ count }) => count > 0)
  const finalizers = new Map<string, number>()
  for (const { finalizers: held } of left) {
    for (const [name, count] of Object.entries(held)) finalizers.set(name, (finalizers.get(name) ?? 0) + count)
  }
  return [
    told('NamespaceDeletionDiscoveryFailure', false, ['ResourcesDiscovered', 'All resources successfully discovered']),
    told('NamespaceDeletionGroupVersionParsingFailure', false, [
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ]),
    told(
      'NamespaceDeletionContentFailure',
      failures.length > 0,
      failures.length > 0
        ? ['ContentDeletionFailed', `Failed to delete all resource types, ${failures.length} remaining: ${failures.join(', ')}`]
        : ['ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
    ),
    told(
      'NamespaceContentRemaining',
      left.length > 0,
      left.length > 0
        ? ['SomeResourcesRemain', `Some resources are remaining: ${contentText(left)}`]
        : ['ContentRemoved', 'All content successfully removed'],
    ),
    told(
      'NamespaceFinalizersRemaining',
      finalizers.size > 0,
      finalizers.size > 0
        ? ['SomeFinalizersRemain', `Some content in the namespace has finalizers remaining: ${finalizerText(finalizers)}`]
        : ['ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
    ),
  ]
}
