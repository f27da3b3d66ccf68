import { createHash } from 'node:crypto'
import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
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
  readonly #counts = new Map<string, number>()

  constructor(client: SupervisorClient, apiPath: string, host: string, clock: Clock, gate: RequestGate) {
    this.#client = client
    this.#apiPath = apiPath
    this.#host = host
    this.#clock = clock
    this.#gate = gate
  }

  record(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const at = `${this.#clock.now().toISOString().slice(0, 19)}Z`
    void this.#gate.run('event', () => this.#write(pod, type, reason, message, at)).catch(() => undefined)
  }

  async #write(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string, at: string): Promise<void> {
    const { namespace = '', name, uid = '' } = pod.metadata
    const id = createHash('sha256').update([uid, reason, message].join('\0')).digest('hex').slice(0, 16)
    const path = `${this.#apiPath}/api/v1/namespaces/${namespace}/events`
    const count = (this.#counts.get(id) ?? 0) + 1
    this.#counts.set(id, count)
    // Enough to count the repeats of what goes on now; older ones only start at one again.
    if (this.#counts.size > 1000) this.#counts.delete(this.#counts.keys().next().value ?? '')
    if (count > 1) {
      const change = { count, lastTimestamp: at }
      return this.#client.send('PATCH', `${path}/${name}.${id}`, change, 'application/merge-patch+json')
    }
    const event: KubeEvent = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${id}`, namespace },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid },
      type,
      reason,
      message,
      count,
      firstTimestamp: at,
      lastTimestamp: at,
      source: { component: 'spherelet', host: this.#host },
      reportingComponent: 'spherelet',
      reportingInstance: this.#host,
    }
    try {
      await this.#client.send('POST', path, event)
    } catch (error) {
      if (!hasReason(error, 'AlreadyExists')) throw error
      await this.#client.send('PATCH', `${path}/${name}.${id}`, { lastTimestamp: at }, 'application/merge-patch+json')
    }
  }
}
