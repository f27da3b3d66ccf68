import { hasReason } from '#domain/errors.ts'
import type { KubeObject, OwnerReference } from '#domain/kube/object.ts'
import type { ControllerContext } from '../runtime/controller.ts'
import { type Informer, keyOf, splitKey } from '../runtime/informer.ts'
import { type ContentKind, contentKinds } from '../runtime/kinds-of-content.ts'

const INDEX = 'owner'
/** Owners known to be gone; a uid never comes back, so this only saves asking again. */
const REMEMBERED = 10_000

/** Something the collector works on: an object and the resource it is of. */
export interface Item {
  resource: string
  object: KubeObject
}

/** The queue's key of an item; neither part has a space. */
export const itemKey = ({ resource, object }: Item): string => `${resource} ${keyOf(object)}`

/** Who owns whom, over the caches of all kinds. Events are left out: they own nothing and there are many. */
export interface Graph {
  kinds: readonly ContentKind[]
  get(key: string): Item | undefined
  dependents(owner: KubeObject): Item[]
  /** The owner as the cache has it. */
  cachedOwner(dependent: KubeObject, reference: OwnerReference): Item | undefined
  /** The owner, asked for at the door when the cache does not have it; `gone` when it is not there, `unknown` when its kind is not served. */
  owner(dependent: KubeObject, reference: OwnerReference): Promise<Item | 'gone' | 'unknown'>
  /** This object has been deleted. */
  noteGone(object: KubeObject): void
}

/** Builds the graph; call before the caches start. */
export const createGraph = ({ client, informer }: ControllerContext): Graph => {
  const kinds = contentKinds().filter(({ resource }) => resource !== 'events')
  const caches = new Map<string, Informer>(
    kinds.map(({ resource }) => [
      resource,
      informer(resource).index(INDEX, ({ metadata }) => (metadata.ownerReferences ?? []).map(({ uid }) => uid)),
    ]),
  )
  const gone = new Set<string>()
  const noteGone = (uid: string) => {
    gone.add(uid)
    const [first] = gone
    if (gone.size > REMEMBERED && first !== undefined) gone.delete(first)
  }

  /** Owners live in the namespace of their dependents, or in none. */
  const locate = (dependent: KubeObject, { apiVersion, kind, name }: OwnerReference) => {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
    const found = kinds.find((each) => each.kind === kind && each.group === group)
    if (!found) return undefined
    const { namespace } = dependent.metadata
    if (found.namespaced && !namespace) return undefined
    return { resource: found.resource, key: found.namespaced ? `${namespace}/${name}` : name }
  }

  const cachedOwner = (dependent: KubeObject, reference: OwnerReference): Item | undefined => {
    const at = locate(dependent, reference)
    const object = at && caches.get(at.resource)?.get(at.key)
    return at && object?.metadata.uid === reference.uid ? { resource: at.resource, object } : undefined
  }

  return {
    kinds,
    get: (key) => {
      const space = key.indexOf(' ')
      const resource = key.slice(0, space)
      const object = caches.get(resource)?.get(key.slice(space + 1))
      return object && { resource, object }
    },
    dependents: ({ metadata }) =>
      [...caches].flatMap(([resource, cache]) =>
        cache.indexed(INDEX, metadata.uid ?? '').map((object): Item => ({ resource, object })),
      ),
    cachedOwner,
    owner: async (dependent, reference) => {
      const cached = cachedOwner(dependent, reference)
      if (cached) return cached
      if (gone.has(reference.uid)) return 'gone'
      const at = locate(dependent, reference)
      if (!at) return 'unknown'
      try {
        const object = await client.get(at.resource, splitKey(at.key))
        if (object.metadata.uid === reference.uid) return { resource: at.resource, object }
      } catch (error) {
        if (!hasReason(error, 'NotFound')) throw error
      }
      noteGone(reference.uid)
      return 'gone'
    },
    noteGone: ({ metadata }) => noteGone(metadata.uid ?? ''),
  }
}
