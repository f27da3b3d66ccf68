import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { type Amounts, POD_VM_OVERHEAD } from '#domain/kube/pod-resources.ts'
import { Admission, choosesHost, type Rejection } from './admission.ts'
import type { PodHandle } from './runtimes/runtime.ts'

export interface PodIntakeOptions {
  /** The host's name. */
  name: string
  /** What the host has for pods now. */
  allocatable(): Amounts
  /** Reads the labels of the host's Node. */
  readLabels(): Promise<Record<string, string>>
  /** Takes up the pod, or says that it was rejected. */
  take(pod: Pod, rejection?: Rejection): void
  /** Asks again a little later, after the labels could not be read. */
  later(run: () => Promise<void>): void
}

/**
 * Where every pod that is bound to the host comes in, one after the other. Pods that ran here before come first and are taken whatever
 * there is; a new one only when there is room.
 */
export class PodIntake {
  /** The labels of the host's Node as they were last read. */
  labels: Record<string, string> = {}
  readonly #o: PodIntakeOptions
  readonly #admission = new Admission()
  /** Pods that seem to want another host: people label hosts, and ours may be old. */
  readonly #asking = new Map<string, Pod>()
  /** Pods whose object is gone and whose VM is being ended, and those that wait for the room. */
  readonly #leaving = new Set<string>()
  readonly #waiting = new Map<string, Pod>()

  constructor(options: PodIntakeOptions) {
    this.#o = options
  }

  /** A pod that the runtime still has holds its part before any other is looked at. */
  survived({ uid, spec }: PodHandle): void {
    this.#admission.holdAmounts(uid, { cpu: spec.cpuMillis, memory: spec.memoryBytes + (POD_VM_OVERHEAD.memory ?? 0), pods: 1 })
  }

  /** Decides about a pod that is new here; `handle` when the runtime has it still. */
  offer(pod: Pod, handle?: PodHandle): void {
    const uid = pod.metadata.uid ?? ''
    if (isTerminal(pod) || pod.metadata.deletionTimestamp) {
      this.#asking.delete(uid)
      this.#waiting.delete(uid)
    }
    const runs = handle?.containers().some(({ state }) => state === 'running') ?? false
    if (isTerminal(pod) && !runs) {
      this.#admission.release(uid)
      return this.#o.take(pod)
    }
    // A start time is written by a Spherelet that took the pod; nobody else may write a pod's status.
    if (handle || pod.status?.startTime) {
      this.#admission.hold(pod)
      return this.#o.take(pod)
    }
    if (pod.metadata.deletionTimestamp) return this.#o.take(pod)
    if (this.#waiting.has(uid)) return void this.#waiting.set(uid, pod)
    if (choosesHost(pod, { name: this.#o.name, labels: this.labels })) return this.#admit(pod)
    const isNew = !this.#asking.has(uid)
    this.#asking.set(uid, pod)
    if (isNew) void this.#ask(uid)
  }

  /** These are all the pods there are: nobody asks for another any more. */
  synced(uids: ReadonlySet<string>): void {
    for (const pods of [this.#asking, this.#waiting]) for (const uid of pods.keys()) if (!uids.has(uid)) pods.delete(uid)
  }

  /** The pod is over or gone from the host: what it held is free. */
  left(uid: string): void {
    this.#asking.delete(uid)
    this.#waiting.delete(uid)
    this.#leaving.delete(uid)
    this.#admission.release(uid)
    // All of them once: who still does not fit waits on.
    for (const [each, pod] of [...this.#waiting]) {
      this.#waiting.delete(each)
      this.#admit(pod)
    }
  }

  /** The pod's object is gone before the pod is: whoever comes for its room waits until `left`. */
  leaves(uid: string): void {
    this.#leaving.add(uid)
  }

  #admit(pod: Pod): void {
    const { name, allocatable, take } = this.#o
    const rejection = this.#admission.admit(pod, { name, labels: this.labels, allocatable: allocatable() })
    if (rejection && this.#leaving.size > 0) this.#waiting.set(pod.metadata.uid ?? '', pod)
    else take(pod, rejection)
  }

  async #ask(uid: string): Promise<void> {
    try {
      this.labels = await this.#o.readLabels()
    } catch {
      return this.#o.later(() => this.#ask(uid))
    }
    const pod = this.#asking.get(uid)
    this.#asking.delete(uid)
    if (pod) this.#admit(pod)
  }
}
