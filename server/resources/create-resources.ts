import type { Clock } from '#domain/clock.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { InventoryStore } from '#server/store/inventory-store.ts'
import type { Feed, ObjectStore } from '#server/store/object-store.ts'
import { type ApiCache, createApiCache } from './api-cache.ts'
import { type Audit, createAudit } from './audit.ts'
import type { Call, ClusterLogs, Door, NamespaceHook } from './door.ts'
import { expireEventsRegularly } from './expire-events.ts'
import { kindOf } from './kinds.ts'
import { createRecentObjects } from './recent-objects.ts'
import type { Reference, ResourceClient, Resources } from './resources.ts'
import { bindPod } from './verbs/bind.ts'
import { createObject } from './verbs/create.ts'
import { deleteObject } from './verbs/delete.ts'
import { deleteCollection } from './verbs/delete-collection.ts'
import { evictPod } from './verbs/evict.ts'
import { getObject } from './verbs/get.ts'
import { listObjects } from './verbs/list.ts'
import { podLogs } from './verbs/logs.ts'
import { patchObject } from './verbs/patch.ts'
import { getScale } from './verbs/scale.ts'
import { updateObject } from './verbs/update.ts'
import { watchObjects } from './verbs/watch.ts'

export interface ResourcesOptions {
  store: { objects: ObjectStore; feed: Feed; inventory: Pick<InventoryStore, 'audit'> }
  auth: Pick<Auth, 'authorize'> & Partial<Pick<Auth, 'rulesFor'>>
  clock: Clock
  clusterLogs: ClusterLogs
  onNamespace?: NamespaceHook
  random?(): number
}

/** The door with what belongs to its making and ending. */
export interface OpenResources extends Resources {
  /** Resolves when what was recorded for the audit log so far is in it. */
  flush(): Promise<void>
  /** Writes out what waits for the audit log and lets go of the log; the store stays open. */
  close(): Promise<void>
}

// What is created, bound and started in a burst is written again within seconds: room for some 10,000 pods.
const RECENT = { total: 24_000_000, each: 64_000 }

/** Door 2, made once per process. */
export const createResources = (options: ResourcesOptions): OpenResources => {
  const { store, auth, clock, clusterLogs, onNamespace, random = Math.random } = options
  const caches = new Map<string, ApiCache>()
  const audit = createAudit(store.inventory, clock)
  const door: Door = {
    objects: store.objects,
    feed: store.feed,
    auth,
    clock,
    random,
    clusterLogs,
    recent: createRecentObjects(RECENT),
    ...(onNamespace ? { onNamespace } : {}),
    cache: (api) => {
      const known = caches.get(api) ?? createApiCache(store.objects, store.feed, api)
      caches.set(api, known)
      return known
    },
  }
  const stopExpiring = expireEventsRegularly(store.objects, clock, () => caches.keys())
  return {
    as: (user, api) => createClient(door, audit, user, api),
    flush: audit.flush,
    async close() {
      stopExpiring()
      for (const cache of caches.values()) cache.close()
      caches.clear()
      await audit.flush()
    },
  }
}

const targetOf = (resource: string, { namespace, name }: Partial<Reference>): string =>
  [resource, namespace, name].filter((part) => part).join('/')

const createClient = (door: Door, audit: Audit, user: User, api: string): ResourceClient => {
  const call = (): Call => ({ door, user, api, trail: {} })
  const write = <T>(verb: string, resource: string, ref: Partial<Reference>, run: (call: Call) => Promise<T>): Promise<T> => {
    const made = call()
    return audit.record(made, `${verb} ${resource}`, `${api}/${targetOf(resource, ref)}`, () => run(made))
  }
  return {
    user,
    api,
    get: async (resource, ref, options) => getObject(call(), kindOf(resource), ref, options),
    list: async (resource, options) => listObjects(call(), kindOf(resource), options),
    watch: async (resource, options) => watchObjects(call(), kindOf(resource), options),
    create: async (resource, object, options) => {
      const kind = kindOf(resource)
      return write('create', resource, object.metadata ?? {}, (made) => createObject(made, kind, object, options))
    },
    update: async (resource, object, options) => {
      const kind = kindOf(resource)
      return write('update', resource, object.metadata ?? {}, (made) => updateObject(made, kind, object, options))
    },
    patch: async (resource, ref, patch, options) => {
      const kind = kindOf(resource)
      return write('patch', resource, ref, (made) => patchObject(made, kind, ref, patch, options))
    },
    delete: async (resource, ref, options) => {
      const kind = kindOf(resource)
      return write('delete', resource, ref, (made) => deleteObject(made, kind, ref, options))
    },
    deleteCollection: async (resource, list, options) => {
      const kind = kindOf(resource)
      return write('deletecollection', resource, { ...(list.namespace ? { namespace: list.namespace } : {}) }, (made) =>
        deleteCollection(made, kind, list, options),
      )
    },
    getScale: async (resource, ref) => getScale(call(), kindOf(resource), ref),
    bind: (ref, node, options) => write('bind', 'pods', ref, (made) => bindPod(made, ref, node, options)),
    evict: (ref, options) => write('evict', 'pods', ref, (made) => evictPod(made, ref, options)),
    logs: (ref, options, signal) => podLogs(call(), ref, options, signal),
    can: (attributes) => door.auth.authorize(user, api, attributes),
  }
}
