import type { KubeObject } from '#domain/kube/object.ts'
import type { User } from '#domain/user.ts'

/** One object, or all of a namespace (`namespace` only), or all of an api (nothing). Cluster-scoped kinds have no namespace. */
export interface Reference {
  namespace?: string
  name: string
}

export interface GetOptions {
  /** Asks whether the user may read that, and answers with the whole object all the same. */
  subresource?: 'status'
  /** Not older than this revision: Timeout (504) when there is none so new. Absent or "0": what there is. */
  resourceVersion?: string
}

export interface ListOptions {
  namespace?: string
  labelSelector?: string
  fieldSelector?: string
  limit?: number
  continue?: string
  /** As clients send it: absent, "0" or a revision. */
  resourceVersion?: string
  resourceVersionMatch?: string
}

export interface ResourceList {
  items: KubeObject[]
  resourceVersion: string
  continue?: string
  remainingItemCount?: number
}

export interface WriteOptions {
  /** Run every check, store nothing. */
  dryRun?: boolean
  fieldManager?: string
  /** The epoch of the API that a controller believes in. */
  epoch?: number
  /** The inventory's epoch, that a controller of the inventory believes in. */
  inventoryEpoch?: number
}

export interface DeleteOptions extends WriteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'
  preconditions?: { uid?: string; resourceVersion?: string }
}

export type PatchType = 'json' | 'merge' | 'strategic'

export interface WatchOptions {
  namespace?: string
  labelSelector?: string
  fieldSelector?: string
  /** Events after this revision; Expired (410) when the log no longer has it. Absent: after what is there now. */
  after?: string
  /** Told what is there now, before any event, when there is no `after`; the right to watch is enough for it. */
  onInitial?(list: ResourceList): void
  onEvents(events: WatchEvent[]): void
  /** Everything up to this revision was seen and selected nothing; resuming from it misses nothing. */
  onProgress?(revision: string): void
  /** `behind`: the reader was too slow; list again or resume from the last revision seen. */
  onClose(why: 'behind' | 'stopped'): void
}

/** Already seen through the selectors: leaving one shows as DELETED, entering one as ADDED. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: KubeObject
  resourceVersion: string
}

/** `finalize` takes spec.finalizers of a Namespace, as its controller does when the namespace is empty. */
export type Subresource = 'status' | 'scale' | 'finalize'

export interface LogOptions {
  container?: string
  follow?: boolean
  previous?: boolean
  sinceSeconds?: number
  sinceTime?: string
  tailLines?: number
  limitBytes?: number
  timestamps?: boolean
}

/**
 * Door 2: Kubernetes objects of one API, as one user. Every method authorises first (Forbidden in Kubernetes' words), then
 * defaults, validates and admits. `resource` is `pods` or `deployments.apps`; an unknown one is NotFound.
 */
export interface ResourceClient {
  readonly user: User
  readonly api: string
  get(resource: string, ref: Reference, options?: GetOptions): Promise<KubeObject>
  list(resource: string, options?: ListOptions): Promise<ResourceList>
  watch(resource: string, options: WatchOptions): Promise<{ close(): void }>
  create(resource: string, object: KubeObject, options?: WriteOptions): Promise<KubeObject>
  /** Replaces the object; without metadata.resourceVersion unconditionally. An update that changes nothing keeps its revision. */
  update(resource: string, object: KubeObject, options?: WriteOptions & { subresource?: Subresource }): Promise<KubeObject>
  patch(
    resource: string,
    ref: Reference,
    patch: { type: PatchType; body: unknown },
    options?: WriteOptions & { subresource?: Subresource },
  ): Promise<KubeObject>
  /** The object (still there, terminating) or undefined when it is gone at once. */
  delete(resource: string, ref: Reference, options?: DeleteOptions): Promise<KubeObject | undefined>
  deleteCollection(resource: string, list: ListOptions, options?: DeleteOptions): Promise<KubeObject[]>
  /** Reads the scale of a Deployment or ReplicaSet as autoscaling/v1 Scale. */
  getScale(resource: string, ref: Reference): Promise<KubeObject>
  /** Sets spec.nodeName once; Conflict when it is set already. */
  bind(ref: Reference, node: string, options?: WriteOptions): Promise<void>
  /** Removes a pod gracefully as an eviction; TooManyRequests when a disruption budget forbids it now. */
  evict(ref: Reference, options?: DeleteOptions): Promise<void>
  /** The container's log from its host's Spherelet; ends when the container does, or with the signal. */
  logs(ref: Reference, options: LogOptions, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
  /** May this user do that? For SelfSubjectAccessReview and for greying buttons. */
  can(attributes: AccessAttributes): Promise<{ allowed: boolean; reason: string }>
}

export interface AccessAttributes {
  verb: string
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
  /** For requests that are about no resource: `/metrics`. */
  path?: string
}

export interface Resources {
  as(user: User, api: string): ResourceClient
}
