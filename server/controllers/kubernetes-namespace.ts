import { jsonEqual } from '#domain/kube/equal.ts'
import { kubeTime } from '#domain/kube/kube-time.ts'
import { namespaceConditions, type Remaining } from '#domain/kube/namespace-conditions.ts'
import type { Condition } from '#domain/kube/object.ts'
import { findCondition } from '#domain/kube/set-condition.ts'
import type { KubeNamespace } from '#domain/kube/workloads.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'
import { contentKinds } from './runtime/kinds-of-content.ts'

const FINALIZER = 'kubernetes'
/** Every object that goes makes its namespace due; this is for what no cache follows. */
const LOOK_AGAIN_MS = 15_000

/**
 * Empties a namespace that is being deleted, pods with their grace period, says in its conditions what it still waits for, and when
 * nothing is left takes the `kubernetes` finalizer away, with which the namespace goes.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export const kubernetesNamespace = ({ client, clock, informer }: ControllerContext): Controller => {
  const namespaces = informer('namespaces')
  const kinds = contentKinds().filter(({ namespaced }) => namespaced)
  const isTerminating = (name: string | undefined): name is string =>
    name !== undefined && namespaces.get(name)?.metadata.deletionTimestamp !== undefined

  const empty = async (namespace: string) => {
    const remaining: Remaining[] = []
    const failures: string[] = []
    for (const { resource } of kinds) {
      try {
        await client.deleteCollection(resource, { namespace }, { propagationPolicy: 'Background' })
      } catch (error) {
        failures.push(`${resource}: ${error instanceof Error ? error.message : String(error)}`)
      }
      const { items } = await client.list(resource, { namespace })
      const finalizers: Record<string, number> = {}
      for (const { metadata } of items)
        for (const name of metadata.finalizers ?? []) finalizers[name] = (finalizers[name] ?? 0) + 1
      remaining.push({ resource, count: items.length, finalizers })
    }
    return { remaining, failures }
  }

  const tell = async (namespace: KubeNamespace, conditions: Condition[]): Promise<KubeNamespace> => {
    const status = { ...namespace.status, phase: 'Terminating' as const, conditions }
    if (jsonEqual(status, namespace.status)) return namespace
    return (await client.update('namespaces', { ...namespace, status }, { subresource: 'status' })) as KubeNamespace
  }

  return {
    name: 'kubernetes-namespace',
    workers: 4,
    watches: [
      {
        resource: 'namespaces',
        keys: ({ object }) => (isTerminating(object?.metadata.name) ? [object?.metadata.name ?? ''] : []),
      },
      ...kinds
        .filter(({ resource }) => resource !== 'events')
        .map(({ resource }) => ({
          resource,
          keys: ({ object, old }: { object: Named; old: Named }) => {
            const name = (object ?? old)?.metadata.namespace
            return isTerminating(name) ? [name] : []
          },
        })),
    ],
    reconcile: async (name) => {
      const namespace = namespaces.get(name) as KubeNamespace | undefined
      if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.includes(FINALIZER)) return undefined
      const { remaining, failures } = await empty(name)
      const conditions = merged(namespace.status?.conditions, namespaceConditions(remaining, failures), clock.now())
      const told = await tell(namespace, conditions)
      if (failures.length > 0) throw new Error(failures.join('; '))
      if (remaining.some(({ count }) => count > 0)) return { requeueAfterMs: LOOK_AGAIN_MS }
      const finalizers = (told.spec?.finalizers ?? []).filter((each) => each !== FINALIZER)
      await client.update('namespaces', { ...told, spec: { ...told.spec, finalizers } }, { subresource: 'finalize' })
      return undefined
    },
  }
}

type Named = { metadata: { namespace?: string } } | undefined

/** Unlike other conditions these are told anew whenever their words change, for the words are the counts. */
const merged = (before: Condition[] | undefined, next: Omit<Condition, 'lastTransitionTime'>[], now: Date): Condition[] => {
  const ours = new Set(next.map(({ type }) => type))
  return [
    ...(before ?? []).filter(({ type }) => !ours.has(type)),
    ...next.map((condition): Condition => {
      const known = findCondition(before, condition.type)
      const since = known?.status === condition.status ? known.lastTransitionTime : undefined
      return { ...condition, lastTransitionTime: since ?? kubeTime(now) }
    }),
  ]
}
