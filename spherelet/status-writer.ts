import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { Pod, PodStatus } from '#domain/kube/pod.ts'
import type { RequestGate } from './request-gate.ts'
import type { SupervisorClient } from './supervisor-client.ts'

const RETRY_MS = 1000

/**
 * Sends the latest status of each pod, one request per pod at a time: what changed while one was under way goes with the next. The same
 * status twice is not sent.
 */
export class StatusWriter {
  readonly #client: SupervisorClient
  readonly #apiPath: string
  readonly #clock: Clock
  readonly #gate: RequestGate
  readonly #wanted = new Map<string, { pod: Pod; status: PodStatus }>()
  readonly #sent = new Map<string, PodStatus>()
  readonly #sending = new Set<string>()
  #stopped = false

  constructor(client: SupervisorClient, apiPath: string, clock: Clock, gate: RequestGate) {
    this.#client = client
    this.#apiPath = apiPath
    this.#clock = clock
    this.#gate = gate
  }

  report(pod: Pod, status: PodStatus): void {
    const uid = pod.metadata.uid ?? ''
    const isSaid = isDeepStrictEqual(this.#sent.get(uid) ?? pod.status, status) && !wasDoubted(pod, status)
    if (isSaid && !this.#wanted.has(uid)) return
    this.#wanted.set(uid, { pod, status })
    void this.#send(uid)
  }

  /** The pod is gone: nothing more is to be said of it. */
  forget(uid: string): void {
    this.#wanted.delete(uid)
    this.#sent.delete(uid)
  }

  stop(): void {
    this.#stopped = true
  }

  async #send(uid: string): Promise<void> {
    if (this.#sending.has(uid)) return
    this.#sending.add(uid)
    try {
      while (this.#wanted.has(uid) && !this.#stopped) await this.#gate.run('status', () => this.#sendLatest(uid))
    } catch (error) {
      // Gone, or another pod by the same name: nobody to tell.
      if (!hasReason(error, 'NotFound') && !hasReason(error, 'Conflict')) this.#later(uid)
    } finally {
      this.#sending.delete(uid)
    }
  }

  // Looked up when its turn has come: what happened while it waited goes along.
  async #sendLatest(uid: string): Promise<void> {
    const next = this.#wanted.get(uid)
    if (!next || this.#stopped) return
    this.#wanted.delete(uid)
    const { pod, status } = next
    const path = `${this.#apiPath}/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`
    const body = { metadata: { uid }, status: asPatch(status) }
    // Before the answer: the watch may tell of it earlier, and then there is nothing to add.
    this.#sent.set(uid, status)
    await this.#client.send('PATCH', path, body, 'application/strategic-merge-patch+json')
  }

  // What could not be sent is superseded by the next report, or asked for again by the worker.
  #later(uid: string): void {
    this.#sent.delete(uid)
    this.#clock.after(RETRY_MS, () => this.onRetry(uid))
  }

  /** Set by the agent: makes the pod's worker report again. */
  onRetry: (uid: string) => void = () => undefined
}

/** Conditions are merged by their type: a reason that holds no longer must be taken out, or it would stay. */
const asPatch = (status: PodStatus) => ({
  ...status,
  conditions: status.conditions?.map((condition) => ({ reason: null, message: null, ...condition })),
})

/**
 * While a host is not heard from, the control plane turns its pods' Ready to False; the host that comes back says it again. What the host
 * itself said earlier may come back late and is no doubt: it gave a reason, the control plane gives none.
 */
const wasDoubted = ({ status: known }: Pod, status: PodStatus): boolean => {
  const doubt = ready(known)
  return doubt?.status === 'False' && !doubt.reason && ready(status)?.status === 'True'
}

const ready = (status: PodStatus | undefined) => status?.conditions?.find(({ type }) => type === 'Ready')
