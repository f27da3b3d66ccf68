import type { KubeObject } from '#domain/kube/object.ts'
import type { ClusterRole, ClusterRoleBinding, Grants, RbacObjects, Role, RoleBinding } from '#domain/kube/rbac.ts'
import { grantsOf, RBAC_RESOURCES } from '#domain/kube/rbac.ts'
import type { Change } from '#server/store/object-store.ts'
import type { AuthStore } from './auth-store.ts'

/** The grants of every API that was asked about, held in memory and kept true by the change log. */
export interface RbacCache {
  /** What is known now; a change made elsewhere arrives within moments. */
  grants(api: string): Promise<Grants>
  /** As `grants`, but only after every write that was durable before the call has been seen. */
  freshGrants(api: string): Promise<Grants>
  stop(): void
}

const KINDS: readonly string[] = Object.values(RBAC_RESOURCES)

/** One API's objects by resource and key. */
interface Held {
  objects: Map<string, Map<string, KubeObject>>
  grants: Grants | undefined
  close(): void
}

/** A cache over the four RBAC kinds. Each API is read once, then followed; a reader that fell behind starts again. */
export const createRbacCache = ({ objects, feed }: AuthStore): RbacCache => {
  const apis = new Map<string, Promise<Held>>()

  const open = async (api: string): Promise<Held> => {
    const held: Held = { objects: new Map(), grants: undefined, close: () => undefined }
    // The log is followed from before the lists are read: a change in between is seen twice, which changes nothing.
    const after = await objects.revision(api)
    const pending: Change[] = []
    let ready = false
    const subscription = await feed.follow({
      api,
      after,
      kinds: KINDS,
      onChanges(changes) {
        if (ready) apply(held, changes)
        else pending.push(...changes)
      },
      onClose: () => apis.delete(api),
    })
    held.close = () => subscription.close()
    for (const resource of KINDS) {
      const { items } = await objects.list({ api, resource })
      held.objects.set(resource, new Map(items.map((item) => [keyOf(item.metadata), item])))
    }
    apply(held, pending)
    ready = true
    return held
  }

  const held = (api: string): Promise<Held> => {
    const there = apis.get(api)
    if (there) return there
    const opening = open(api)
    apis.set(api, opening)
    opening.catch(() => apis.delete(api))
    return opening
  }

  const grants = async (api: string): Promise<Grants> => {
    const there = await held(api)
    there.grants ??= grantsOf(rbacObjects(there))
    return there.grants
  }

  return {
    grants,
    async freshGrants(api) {
      await held(api)
      await feed.reached(api, await objects.revision(api))
      return grants(api)
    },
    stop() {
      for (const opening of apis.values()) void opening.then(({ close }) => close()).catch(() => undefined)
      apis.clear()
    },
  }
}

const keyOf = ({ namespace = '', name }: { namespace?: string; name: string }): string => `${namespace}/${name}`

const apply = (held: Held, changes: readonly Change[]): void => {
  for (const { kind, operation, object, namespace, name } of changes) {
    const known = held.objects.get(kind)
    if (operation === 'DELETED') known?.delete(keyOf({ namespace, name }))
    else if (!isOlder(object, known?.get(keyOf({ namespace, name })))) known?.set(keyOf({ namespace, name }), object)
  }
  if (changes.length) held.grants = undefined
}

const isOlder = (object: KubeObject, known: KubeObject | undefined): boolean =>
  known?.metadata.resourceVersion !== undefined &&
  object.metadata.resourceVersion !== undefined &&
  BigInt(object.metadata.resourceVersion) < BigInt(known.metadata.resourceVersion)

const rbacObjects = ({ objects }: Held): RbacObjects => {
  const all = <Kind>(resource: string) => [...(objects.get(resource)?.values() ?? [])] as Kind[]
  return {
    roles: all<Role>(RBAC_RESOURCES.roles),
    clusterRoles: all<ClusterRole>(RBAC_RESOURCES.clusterRoles),
    roleBindings: all<RoleBinding>(RBAC_RESOURCES.roleBindings),
    clusterRoleBindings: all<ClusterRoleBinding>(RBAC_RESOURCES.clusterRoleBindings),
  }
}
