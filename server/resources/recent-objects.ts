import type { KubeObject } from '#domain/kube/object.ts'
import type { ObjectKey } from '#server/store/object-store.ts'

/** The objects this process wrote last, as it wrote them: a good guess at what is stored now, and no more than that. */
export interface RecentObjects {
  get(key: ObjectKey): KubeObject | undefined
  set(key: ObjectKey, object: KubeObject): void
  delete(key: ObjectKey): void
}

const text = ({ api, resource, namespace, name }: ObjectKey): string => `${api} ${resource} ${namespace}/${name}`

/** Keeps at most `limit` objects; the one that was written longest ago goes first. */
export const createRecentObjects = (limit: number): RecentObjects => {
  const objects = new Map<string, KubeObject>()
  return {
    get: (key) => objects.get(text(key)),
    set(key, object) {
      const id = text(key)
      objects.delete(id)
      objects.set(id, object)
      if (objects.size > limit) objects.delete(objects.keys().next().value as string)
    },
    delete: (key) => void objects.delete(text(key)),
  }
}
