import type { KubeObject } from '#domain/kube/object.ts'
import type { ObjectKey } from '#server/store/object-store.ts'

/** The objects this process wrote last, as it wrote them: a good guess at what is stored now, and no more than that. */
export interface RecentObjects {
  get(key: ObjectKey): KubeObject | undefined
  set(key: ObjectKey, object: KubeObject): void
  delete(key: ObjectKey): void
}

/** Limits in characters of JSON, so that a few huge objects take no more memory than many small ones. */
export interface RecentLimits {
  total: number
  each: number
}

const text = ({ api, resource, namespace, name }: ObjectKey): string => `${api} ${resource} ${namespace}/${name}`

/** Keeps objects within the limits; what was written longest ago goes first, and what is too large is not kept at all. */
export const createRecentObjects = ({ total, each }: RecentLimits): RecentObjects => {
  const kept = new Map<string, { object: KubeObject; size: number }>()
  let held = 0
  const remove = (id: string) => {
    held -= kept.get(id)?.size ?? 0
    kept.delete(id)
  }
  return {
    get: (key) => kept.get(text(key))?.object,
    set(key, object) {
      const id = text(key)
      remove(id)
      const size = JSON.stringify(object).length
      if (size > each) return
      kept.set(id, { object, size })
      held += size
      for (const oldest of kept.keys()) {
        if (held <= total) break
        remove(oldest)
      }
    },
    delete: (key) => remove(text(key)),
  }
}
