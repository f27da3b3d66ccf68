import type { Requirement } from '#domain/kube/labels.ts'
import type { KubeObject } from '#domain/kube/object.ts'

/** Where one Kubernetes object lives. `resource` is `pods` or `deployments.apps`; `namespace` is "" for cluster scope. */
export interface ObjectKey {
  api: string
  resource: string
  namespace: string
  name: string
}

/** How much of which quota a write takes (or gives back, negative), in scaled integers: millicores, bytes, objects. */
export interface Charge {
  resource: string
  delta: number
  /** The limits that hold now, by the ResourceQuota that sets them; the write is refused when used + delta > hard. */
  limits: { quota: string; hard: number }[]
}

/** A write as the door wants it. Bodies are complete objects; the store sets metadata.resourceVersion on the way out. */
export interface ObjectWrite {
  operation: 'create' | 'update' | 'delete'
  key: ObjectKey
  /** The object after the write; for `delete` its last state, as the DELETED event shows it. */
  object: KubeObject
  /** Compare-and-set: refuse with `conflict` unless the stored revision (and uid, if given) is this. Required for update and delete. */
  expectedRevision?: string
  expectedUid?: string
  charges?: Charge[]
  /** The epoch of this api that a controller believes in; an old one is refused with `fenced`. */
  epoch?: number
  /** The inventory's epoch, for its controllers, which write to every api; refused in the same way. */
  inventoryEpoch?: number
}

/** What became of one write. Refusals are data: the door words them. */
export type WriteOutcome =
  | { ok: true; object: KubeObject; revision: string }
  | { ok: false; reason: 'exists' | 'missing' | 'conflict' | 'fenced'; current?: KubeObject }
  | { ok: false; reason: 'quota'; exceeded: { quota: string; resource: string; delta: number; used: number; hard: number }[] }

/** What to list. Selectors on the extracted columns are answered by the database, the rest by the caller. */
export interface ListQuery {
  api: string
  resource: string
  namespace?: string
  name?: string
  host?: string
  labels?: readonly Requirement[]
  limit?: number
  /** Start after this key (namespace, name), as a continue token holds it. */
  after?: { namespace: string; name: string }
}

export interface ObjectList {
  items: KubeObject[]
  /** The revision the list is true at: watching from it misses nothing and repeats nothing. */
  revision: string
  /** Set when there is more. */
  next?: { namespace: string; name: string }
  remaining?: number
}

/** One row of the log, in revision order. `previous` is the object before, when it is still known. */
export interface Change {
  api: string
  revision: string
  kind: string
  namespace: string
  name: string
  operation: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: KubeObject
  previous?: KubeObject
}

/**
 * Kubernetes objects in PostgreSQL. `write` resolves only after the transaction is durable; concurrent writes are coalesced into one
 * transaction each per api (DESIGN §4), every one with its own outcome.
 */
export interface ObjectStore {
  get(key: ObjectKey): Promise<KubeObject | undefined>
  list(query: ListQuery): Promise<ObjectList>
  write(write: ObjectWrite): Promise<WriteOutcome>
  /** Several writes in the order given, each with its own outcome; they need not be atomic together. */
  writeMany(writes: ObjectWrite[]): Promise<WriteOutcome[]>
  /** The last revision of an api ("0" for one that has none). */
  revision(api: string): Promise<string>
  /** What quota counting says is used now, by resource, in scaled integers. */
  quotaUsage(api: string, namespace: string): Promise<Record<string, number>>
  /** Removes every object and the log of an api (a Supervisor that was disabled). Conflict when the inventory has another leader since. */
  dropApi(api: string, options?: { inventoryEpoch?: number }): Promise<void>
  /** Raises and returns the leader epoch of an api: writes that carry an older one are refused from now on. */
  raiseEpoch(api: string): Promise<number>
}

/** Someone following the log. A reader that falls too far behind is closed with `behind` and resumes from its revision. */
export interface Subscription {
  /** Ends the subscription; `onClose` is not called. */
  close(): void
}

export interface Feed {
  /**
   * Every change of `api` after `revision`, in order, each once, first from the log and then live. Calls are made one at a time: the next
   * one waits for the promise that onChanges returns, if it does. Changes are shared by all followers: read them, never write to them.
   * Throws Expired (410) when the log no longer reaches back that far. `filter` is applied before the object is parsed.
   */
  follow(options: {
    api: string
    after: string
    kinds?: readonly string[]
    onChanges(changes: Change[]): void | Promise<void>
    onClose(why: 'behind' | 'stopped'): void
  }): Promise<Subscription>
  /** Resolves when the feed has delivered everything up to `revision` to its followers. */
  reached(api: string, revision: string): Promise<void>
  stop(): Promise<void>
}
