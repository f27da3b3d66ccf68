import type { Clock } from '#domain/clock.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { User } from '#domain/user.ts'
import type { Auth } from '#server/auth/auth.ts'
import type { Feed, ObjectStore } from '#server/store/object-store.ts'
import type { ApiCache } from './api-cache.ts'
import type { RecentObjects } from './recent-objects.ts'
import type { LogOptions } from './resources.ts'

/** How the door reaches a container's log: `node` is the Node object whose Spherelet serves it. */
export type ClusterLogs = (
  node: KubeObject,
  pod: KubeObject,
  options: LogOptions,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array>>

/** What happens on the vSphere side when a person creates or deletes a Kubernetes namespace. */
export interface NamespaceHook {
  /** Comes before the Kubernetes side; refuses by throwing, and in a dry run does nothing else. */
  create(user: User, name: string, api: string, options: { dryRun: boolean }): Promise<void>
  /** Refuses, by throwing, whoever may not delete it. Changes nothing. */
  mayDelete(user: User, name: string, api: string): Promise<void>
  /** Comes after the Kubernetes side, which alone knows whether the caller's preconditions hold. */
  delete(user: User, name: string, api: string): Promise<void>
}

/** What every verb works with; made once. */
export interface Door {
  objects: ObjectStore
  feed: Feed
  auth: Pick<Auth, 'authorize'> & Partial<Pick<Auth, 'rulesFor'>>
  clock: Clock
  /** A number from 0 up to but not including 1. */
  random(): number
  cache(api: string): ApiCache
  recent: RecentObjects
  clusterLogs: ClusterLogs
  onNamespace?: NamespaceHook
}

/** What a write changed, for the audit log. */
export interface Trail {
  before?: KubeObject
  after?: KubeObject
}

/** One request: who asks, of which API. */
export interface Call {
  door: Door
  user: User
  api: string
  trail: Trail
}
