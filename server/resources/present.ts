import type { KubeObject } from '#domain/kube/object.ts'
import { quotaUsed } from '#domain/kube/quota.ts'
import type { ResourceQuota } from '#domain/kube/workloads.ts'
import type { Call } from './door.ts'
import type { Kind } from './kind.ts'
import { storedAs } from './object-key.ts'

/** True for kinds whose objects show more than is stored. */
export const needsPresenting = (kind: Kind): boolean => kind.view !== undefined || storedAs(kind) === 'resourcequotas'

/**
 * Stored objects as the kind shows them: a ResourceQuota with the usage that is counted now (read once per namespace), an Event
 * in its other form.
 */
export const present = async (call: Call, kind: Kind, stored: readonly KubeObject[]): Promise<KubeObject[]> => {
  const { view } = kind
  if (view) return stored.map((object) => view.toView(object))
  if (storedAs(kind) !== 'resourcequotas') return [...stored]
  const namespaces = [...new Set(stored.map(({ metadata }) => metadata.namespace ?? ''))]
  const usage = new Map(
    await Promise.all(namespaces.map(async (name) => [name, await call.door.objects.quotaUsage(call.api, name)] as const)),
  )
  return stored.map((object) => {
    const hard = (object as ResourceQuota).spec?.hard
    const used = quotaUsed(hard, usage.get(object.metadata.namespace ?? '') ?? {})
    return { ...object, status: { ...(hard ? { hard } : {}), used } }
  })
}

/** `present` for one object. */
export const presentOne = async (call: Call, kind: Kind, stored: KubeObject): Promise<KubeObject> =>
  needsPresenting(kind) ? ((await present(call, kind, [stored]))[0] ?? stored) : stored
