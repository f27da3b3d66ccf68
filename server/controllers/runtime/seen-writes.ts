import type { KubeObject } from '#domain/kube/object.ts'
import { type Informer, keyOf } from './informer.ts'

interface Pending {
  /** The newest revision that a create of ours made. */
  revision: bigint
  /** Objects we deleted, by uid, with their keys in the cache. */
  deleted: Map<string, string>
}

/**
 * Remembers what a controller has written for each of its keys until its cache has seen it. A cache lags behind the writes; who counts
 * in a lagging cache and creates the difference, creates it twice. So: while `areSeen` is false, leave the numbers alone; the event
 * that makes it true makes the key due again.
 */
export class SeenWrites {
  readonly #cache: Informer
  readonly #pending = new Map<string, Pending>()

  constructor(cache: Informer) {
    this.#cache = cache
  }

  /** `object` as the create answered it. */
  created(key: string, { metadata }: KubeObject): void {
    const pending = this.#of(key)
    const revision = BigInt(metadata.resourceVersion ?? '0')
    if (revision > pending.revision) pending.revision = revision
  }

  /** `object` as it was before its deletion. */
  deleted(key: string, object: KubeObject): void {
    this.#of(key).deleted.set(object.metadata.uid ?? '', keyOf(object))
  }

  /** True when the cache holds everything that was written for the key. */
  areSeen(key: string): boolean {
    const pending = this.#pending.get(key)
    if (!pending) return true
    for (const [uid, at] of pending.deleted) {
      const held = this.#cache.get(at)
      if (held?.metadata.uid !== uid || held.metadata.deletionTimestamp) pending.deleted.delete(uid)
    }
    if (pending.deleted.size > 0 || pending.revision > BigInt(this.#cache.revision)) return false
    this.#pending.delete(key)
    return true
  }

  /** The object behind the key is gone. */
  forget(key: string): void {
    this.#pending.delete(key)
  }

  #of(key: string): Pending {
    const pending = this.#pending.get(key) ?? { revision: 0n, deleted: new Map() }
    this.#pending.set(key, pending)
    return pending
  }
}
