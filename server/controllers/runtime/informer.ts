import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { ResourceClient, WatchEvent } from '#server/resources/resources.ts'

/** A change as the cache saw it: `object` undefined means gone, `old` undefined means new. */
export interface CacheEvent {
  object: KubeObject | undefined
  old: KubeObject | undefined
}

type Index = (object: KubeObject) => string[]

const PAGE = 5000

/** The key of an object in a queue or cache: `namespace/name`, or `name` for cluster scope. */
export const keyOf = (object: KubeObject): string =>
  object.metadata.namespace ? `${object.metadata.namespace}/${object.metadata.name}` : object.metadata.name

/** The other way round. */
export const splitKey = (key: string): { namespace?: string; name: string } => {
  const slash = key.indexOf('/')
  return slash < 0 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) }
}

/**
 * All objects of one kind in memory, kept true by the change log: list once, then follow. When the log no longer reaches back, or the
 * reader was too slow, it lists again and tells the differences as changes. Objects in the cache must not be written to.
 */
export class Informer {
  readonly resource: string
  readonly #client: ResourceClient
  readonly #clock: Clock
  readonly #objects = new Map<string, KubeObject>()
  readonly #handlers: ((event: CacheEvent) => void)[] = []
  readonly #indexes = new Map<string, { of: Index; keys: Map<string, Set<string>> }>()
  #watch: { close(): void } | undefined
  #stopped = false
  #revision = '0'

  constructor(client: ResourceClient, resource: string, clock: Clock) {
    this.#client = client
    this.#clock = clock
    this.resource = resource
  }

  /** The revision the cache is true at. */
  get revision(): string {
    return this.#revision
  }

  get(key: string): KubeObject | undefined {
    return this.#objects.get(key)
  }

  list(): Iterable<KubeObject> {
    return this.#objects.values()
  }

  get size(): number {
    return this.#objects.size
  }

  /** Adds an index; call before `start`. */
  index(name: string, of: Index): this {
    if (!this.#indexes.has(name)) this.#indexes.set(name, { of, keys: new Map() })
    return this
  }

  /** The objects that the index files under `value`. */
  indexed(name: string, value: string): KubeObject[] {
    const keys = this.#indexes.get(name)?.keys.get(value)
    return keys ? [...keys].flatMap((key) => this.#objects.get(key) ?? []) : []
  }

  /** Calls `handler` for every change from now on, the first list included when it was added before `start`. */
  onChange(handler: (event: CacheEvent) => void): void {
    this.#handlers.push(handler)
  }

  /** Lists and begins to follow; resolves when the cache is complete. */
  async start(): Promise<void> {
    await this.#relist()
    await this.#follow()
  }

  stop(): void {
    this.#stopped = true
    this.#watch?.close()
  }

  async #relist(): Promise<void> {
    const seen = new Set<string>()
    let token: string | undefined
    let revision = '0'
    do {
      const page = await this.#client.list(this.resource, { limit: PAGE, ...(token ? { continue: token } : {}) })
      for (const object of page.items) {
        const key = keyOf(object)
        seen.add(key)
        if (this.#objects.get(key)?.metadata.resourceVersion !== object.metadata.resourceVersion) this.#put(key, object)
      }
      // The first page's revision: what changed while later pages were read is told again by the watch, harmlessly.
      if (!token) revision = page.resourceVersion
      token = page.continue
    } while (token)
    for (const key of [...this.#objects.keys()]) if (!seen.has(key)) this.#remove(key)
    this.#revision = revision
  }

  async #follow(): Promise<void> {
    if (this.#stopped) return
    try {
      this.#watch = await this.#client.watch(this.resource, {
        after: this.#revision,
        onEvents: (events) => this.#apply(events),
        onClose: (why) => {
          if (why === 'behind') void this.#resume()
        },
      })
      if (this.#stopped) this.#watch.close()
    } catch (error) {
      if (hasReason(error, 'Expired')) return this.#resume()
      throw error
    }
  }

  // Comes back after the log has moved on; the store being away for a while is no reason to give up.
  async #resume(): Promise<void> {
    if (this.#stopped) return
    try {
      await this.#relist()
      await this.#follow()
    } catch {
      this.#clock.after(1000, () => void this.#resume())
    }
  }

  #apply(events: WatchEvent[]): void {
    for (const { type, object, resourceVersion } of events) {
      const key = keyOf(object)
      this.#revision = resourceVersion
      if (type === 'DELETED') this.#remove(key)
      else this.#put(key, object)
    }
  }

  #put(key: string, object: KubeObject): void {
    const old = this.#objects.get(key)
    this.#objects.set(key, object)
    this.#reindex(key, old, object)
    this.#tell({ object, old })
  }

  #remove(key: string): void {
    const old = this.#objects.get(key)
    if (!old) return
    this.#objects.delete(key)
    this.#reindex(key, old, undefined)
    this.#tell({ object: undefined, old })
  }

  #reindex(key: string, old: KubeObject | undefined, object: KubeObject | undefined): void {
    for (const { of, keys } of this.#indexes.values()) {
      for (const value of old ? of(old) : []) {
        const set = keys.get(value)
        set?.delete(key)
        if (set?.size === 0) keys.delete(value)
      }
      for (const value of object ? of(object) : []) {
        const set = keys.get(value)
        if (set) set.add(key)
        else keys.set(value, new Set([key]))
      }
    }
  }

  #tell(event: CacheEvent): void {
    for (const handler of this.#handlers) handler(event)
  }
}
