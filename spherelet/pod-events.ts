import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import { createEventNames } from '#domain/kube/event-names.ts'
import type { Pod } from '#domain/kube/pod.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import type { RequestGate } from './request-gate.ts'
import type { SupervisorClient } from './supervisor-client.ts'

/** Events about pods, as kubelet writes them; a repeat raises the count. One that can't be written is let go: they are a courtesy. */
export class PodEvents {
  readonly #client: SupervisorClient
  readonly #apiPath: string
  readonly #host: string
  readonly #clock: Clock
  readonly #gate: RequestGate
  readonly #names = createEventNames(Math.random())

  constructor(client: SupervisorClient, apiPath: string, host: string, clock: Clock, gate: RequestGate) {
    this.#client = client
    this.#apiPath = apiPath
    this.#host = host
    this.#clock = clock
    this.#gate = gate
  }

  record(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const now = this.#clock.now()
    const at = `${now.toISOString().slice(0, 19)}Z`
    const name = this.#names.next(pod.metadata.name, now)
    const event = this.#describe(pod, name, type, reason, message, at)
    const what = [pod.metadata.uid, reason, message].join('\0')
    void this.#gate.run('event', () => this.#write(what, event, now)).catch(() => undefined)
  }

  async #write(what: string, event: KubeEvent, now: Date): Promise<void> {
    const path = `${this.#apiPath}/api/v1/namespaces/${event.metadata.namespace}/events`
    if (await this.#countAgain(what, path, event)) return
    // before it is written: what comes meanwhile is a repeat of it
    this.#names.remember(what, { name: event.metadata.name, count: 1 })
    try {
      await this.#client.send('POST', path, event)
    } catch (error) {
      this.#names.forget(what)
      if (!hasReason(error, 'AlreadyExists')) throw error
      const name = this.#names.next(event.involvedObject?.name ?? '', now)
      await this.#write(what, { ...event, metadata: { ...event.metadata, name } }, now)
    }
  }

  /** Raises the count of the event that told the same before; false when there is none, or it has expired meanwhile. */
  async #countAgain(what: string, path: string, { lastTimestamp }: KubeEvent): Promise<boolean> {
    const told = this.#names.told(what)
    if (!told) return false
    const count = told.count + 1
    this.#names.remember(what, { name: told.name, count })
    try {
      await this.#client.send('PATCH', `${path}/${told.name}`, { count, lastTimestamp }, 'application/merge-patch+json')
      return true
    } catch (error) {
      this.#names.forget(what)
      if (!hasReason(error, 'NotFound')) throw error
      return false
    }
  }

  #describe(pod: Pod, name: string, type: 'Normal' | 'Warning', reason: string, message: string, at: string): KubeEvent {
    const { namespace = '', name: podName, uid = '' } = pod.metadata
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name: podName, uid },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: at,
      lastTimestamp: at,
      source: { component: 'spherelet', host: this.#host },
      reportingComponent: 'spherelet',
      reportingInstance: this.#host,
    }
  }
}
