import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { SupervisorClient } from './supervisor-client.ts'

/** What a host hears of its pods. `synced` comes before the pods of a complete list: those that it does not name are gone. */
export interface PodListener {
  upsert(pod: Pod): void
  removed(pod: Pod): void
  synced(uids: ReadonlySet<string>): void
}

const PAGE = 500
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 10_000

interface PodList {
  metadata: { resourceVersion: string; continue?: string }
  items: Pod[]
}

/**
 * Lists, then watches the pods bound to hosts of this process, resuming from the last revision after a lost connection and listing anew
 * after 410 Gone. One watch serves all hosts of the process; with a single host the server filters.
 */
export class PodWatch {
  readonly #client: SupervisorClient
  readonly #path: string
  readonly #clock: Clock
  readonly #listeners = new Map<string, PodListener>()
  readonly #abort = new AbortController()
  readonly #pods = new Map<string, Map<string, Pod>>()
  #revision = ''

  constructor(client: SupervisorClient, apiPath: string, clock: Clock, onlyHost?: string) {
    this.#client = client
    this.#clock = clock
    this.#path = `${apiPath}/api/v1/pods?fieldSelector=${encodeURIComponent(onlyHost ? `spec.nodeName=${onlyHost}` : 'spec.nodeName!=')}`
  }

  /** Begins to tell `listener` of the host's pods: at once of those that are known. */
  add(host: string, listener: PodListener): void {
    this.#listeners.set(host, listener)
    this.repeat(host)
  }

  /** Tells the host once more of all its pods that are known: it may have heard nothing for a while. */
  repeat(host: string): void {
    const listener = this.#listeners.get(host)
    if (listener && this.#revision) tell(listener, this.#pods.get(host) ?? new Map<string, Pod>())
  }

  delete(host: string): number {
    this.#listeners.delete(host)
    return this.#listeners.size
  }

  stop(): void {
    this.#abort.abort()
  }

  async run(): Promise<void> {
    const { signal } = this.#abort
    let retryMs = FIRST_RETRY_MS
    while (!signal.aborted) {
      try {
        if (!this.#revision) await this.#list()
        retryMs = FIRST_RETRY_MS
        await this.#watch(signal)
      } catch (error) {
        if (signal.aborted) return
        if (hasReason(error, 'Expired')) this.#revision = ''
        await new Promise<void>((resolve) => this.#clock.after(retryMs, resolve))
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)
      }
    }
  }

  async #list(): Promise<void> {
    const found = new Map<string, Map<string, Pod>>()
    let next = ''
    let revision = ''
    do {
      const list: PodList = await this.#client.send(
        'GET',
        `${this.#path}&limit=${PAGE}${next ? `&continue=${encodeURIComponent(next)}` : ''}`,
      )
      revision ||= list.metadata.resourceVersion
      for (const item of list.items) this.#keep({ ...item, apiVersion: 'v1', kind: 'Pod' }, found)
      next = list.metadata.continue ?? ''
    } while (next)
    this.#pods.clear()
    for (const [host, pods] of found) this.#pods.set(host, pods)
    this.#revision = revision
    for (const [host, listener] of this.#listeners) {
      const pods = found.get(host) ?? new Map<string, Pod>()
      tell(listener, pods)
    }
  }

  #keep(pod: Pod, into: Map<string, Map<string, Pod>>): void {
    const host = pod.spec.nodeName ?? ''
    const pods = into.get(host) ?? new Map<string, Pod>()
    pods.set(pod.metadata.uid ?? '', pod)
    into.set(host, pods)
  }

  #watch(signal: AbortSignal): Promise<void> {
    const path = `${this.#path}&watch=true&allowWatchBookmarks=true&resourceVersion=${this.#revision}`
    return this.#client.stream(path, signal, (line) => this.#event(line as { type: string; object: KubeObject }))
  }

  #event({ type, object }: { type: string; object: KubeObject }): void {
    if (type === 'ERROR') {
      this.#revision = ''
      throw new Error(object.message)
    }
    this.#revision = object.metadata.resourceVersion ?? this.#revision
    if (type === 'BOOKMARK') return
    const pod = object as Pod
    const host = pod.spec.nodeName ?? ''
    if (type === 'DELETED') {
      this.#pods.get(host)?.delete(pod.metadata.uid ?? '')
      this.#listeners.get(host)?.removed(pod)
    } else {
      this.#keep(pod, this.#pods)
      this.#listeners.get(host)?.upsert(pod)
    }
  }
}

/** Those that a Spherelet took before come first, then the older ones, as in kubelet: what is left is for those that are new. */
const tell = (listener: PodListener, pods: ReadonlyMap<string, Pod>): void => {
  const isNew = ({ status }: Pod) => (status?.startTime ? 0 : 1)
  const bornAt = ({ metadata }: Pod) => metadata.creationTimestamp ?? ''
  const inOrder = [...pods.values()].sort((a, b) => isNew(a) - isNew(b) || (bornAt(a) < bornAt(b) ? -1 : 1))
  // Who is gone makes room for who has come.
  listener.synced(new Set(pods.keys()))
  for (const pod of inOrder) listener.upsert(pod)
}
