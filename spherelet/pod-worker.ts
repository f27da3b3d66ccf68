import type { Clock } from '#domain/clock.ts'
import type { Pod, PodStatus } from '#domain/kube/pod.ts'
import { podRequests } from '#domain/kube/pod-resources.ts'
import type { Rejection } from './admission.ts'
import { backOff } from './back-off.ts'
import { type Action, decide } from './decide.ts'
import { EventBudget } from './event-budget.ts'
import { environmentProblem, mountProblem, type ReadObject } from './pod-configuration.ts'
import { PodImages } from './pod-images.ts'
import { PodProbes } from './pod-probes.ts'
import { podStatus, rejectedStatus } from './pod-status.ts'
import type { PodHandle, RuntimeDriver } from './runtimes/runtime.ts'
import type { SeenPod, SeenRefusal } from './seen-pod.ts'

const FIRST_SANDBOX_RETRY_MS = 500
const LONGEST_SANDBOX_RETRY_MS = 122_000
const FIRST_CONTAINER_RETRY_MS = 1000
const LONGEST_CONTAINER_RETRY_MS = 60_000

export interface PodWorkerOptions {
  clock: Clock
  runtime: RuntimeDriver
  hostIp: string
  /** Reads what the pod names in its namespace. */
  read(namespace: string, ...what: Parameters<ReadObject>): ReturnType<ReadObject>
  /** Tells the API how the pod is; the latest call wins. */
  report(pod: Pod, status: PodStatus): void
  /** The pod is gone from this host: its object may go too. */
  confirmGone(pod: Pod): void
  /** An event about the pod, as kubelet words them. */
  event(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void
}

/** How a pod comes to its host: left over from before a restart, or not taken at all. */
export interface PodWorkerStart {
  handle?: PodHandle | undefined
  rejection?: Rejection | undefined
}

/**
 * One pod of one host. It may be poked at any time: it looks at what is wanted and seen, decides (pure), does what was decided, reports,
 * and looks again when something it started has ended.
 */
export class PodWorker {
  #pod: Pod
  #handle: PodHandle | undefined
  #sandbox: SeenPod['sandbox'] = 'absent'
  #creating: Promise<void> | undefined
  #sandboxFailures = 0
  #sandboxRetryAt: number | undefined
  #stopping = false
  #destroying = false
  #gone = false
  #closed = false
  #failed: Rejection | undefined
  #told: PodStatus | undefined
  #wake: (() => void) | undefined
  readonly #images: PodImages
  readonly #probes: PodProbes
  readonly #refused = new Map<string, SeenRefusal>()
  readonly #busy = new Set<string>()
  readonly #startTime: string
  readonly #rejection: Rejection | undefined
  readonly #budget = new EventBudget()
  readonly #o: PodWorkerOptions

  constructor(pod: Pod, options: PodWorkerOptions, { handle, rejection }: PodWorkerStart = {}) {
    const { clock, runtime } = options
    this.#pod = pod
    this.#o = options
    this.#startTime = pod.status?.startTime ?? clock.now().toISOString()
    this.#rejection = rejection
    const event = this.#event.bind(this)
    this.#images = new PodImages({ clock, runtime, event })
    this.#probes = new PodProbes(clock, () => this.sync(), event)
    if (rejection) event('Warning', rejection.reason, rejection.message)
    if (handle) this.#adopt(handle)
  }

  get pod(): Pod {
    return this.#pod
  }

  get handle(): PodHandle | undefined {
    return this.#handle
  }

  /** The pod as the API has it now. */
  update(pod: Pod): void {
    this.#pod = pod
    this.sync()
  }

  /** Ends all timers; the pod itself goes on. */
  close(): void {
    this.#closed = true
    this.#wake?.()
    this.#probes.stopAll()
  }

  /** The pod's object is gone without us: so is the pod. */
  async remove(): Promise<void> {
    this.close()
    // A VM that is just starting would be nobody's.
    await this.#creating
    await this.#handle?.stop(0)
    await this.#handle?.destroy()
  }

  /** Looks, decides, acts, reports. */
  sync(): void {
    if (this.#closed || this.#gone) return
    const now = this.#o.clock.now().getTime()
    // A pod that is over stays as it is, with its logs, until it is deleted.
    const over = this.#pod.status?.phase === 'Succeeded' || this.#pod.status?.phase === 'Failed'
    if (over && !this.#pod.metadata.deletionTimestamp) return
    if (this.#rejection && !this.#pod.metadata.deletionTimestamp)
      return this.#o.report(this.#pod, rejectedStatus(this.#pod, this.#rejection, this.#startTime))
    const decision = decide(this.#pod, this.#seen(), now)
    if (decision.failed && !this.#failed) this.#failed = decision.failed
    if (decision.gone) {
      this.#gone = true
      this.close()
      return this.#o.confirmGone(this.#pod)
    }
    for (const action of decision.actions) this.#act(action)
    // What we said last, not what has come back of it yet, says since when things are as they are: or each echo would be answered with a new time.
    const known = { ...this.#pod, status: this.#told ?? this.#pod.status ?? {} }
    this.#told = podStatus(known, this.#seen(), this.#o.hostIp, now, this.#failed)
    this.#o.report(this.#pod, this.#told)
    this.#wake?.()
    this.#wake =
      decision.checkAt === undefined ? undefined : this.#o.clock.after(Math.max(1, decision.checkAt - now), () => this.sync())
  }

  #seen(): SeenPod {
    return {
      sandbox: this.#sandbox,
      sandboxRetryAt: this.#sandboxRetryAt,
      ...(this.#handle ? { ip: this.#handle.ip } : {}),
      images: this.#images.seen,
      containers: Object.fromEntries((this.#handle?.containers() ?? []).map((record) => [record.name, record])),
      refused: Object.fromEntries(this.#refused),
      health: this.#probes.health(),
      busy: this.#busy,
      stopping: this.#stopping,
      startTime: this.#startTime,
    }
  }

  #act(action: Action): void {
    if (action.do === 'create-sandbox') this.#creating = this.#createSandbox()
    if (action.do === 'pull') void this.#pull(action)
    if (action.do === 'start') void this.#start(action)
    if (action.do === 'stop-container') void this.#stopContainer(action)
    if (action.do === 'stop') void this.#stop(action.graceMs)
    if (action.do === 'destroy') void this.#destroy()
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    if (this.#budget.spend(this.#o.clock.now().getTime())) this.#o.event(this.#pod, type, reason, message)
  }

  readonly #read: ReadObject = (kind, name) => this.#o.read(this.#pod.metadata.namespace ?? '', kind, name)

  #adopt(handle: PodHandle): void {
    this.#handle = handle
    this.#sandbox = 'running'
    handle.onExit(() => this.sync())
    for (const { name, state } of handle.containers()) {
      const container = this.#containers().find((each) => each.name === name)
      if (!container) continue
      this.#images.adopt(container)
      if (state === 'running') this.#probes.begin(container, handle)
    }
  }

  #containers() {
    return [...(this.#pod.spec.initContainers ?? []), ...this.#pod.spec.containers]
  }

  async #createSandbox(): Promise<void> {
    const { metadata, spec } = this.#pod
    const { cpu = 0, memory = 0 } = podRequests(spec)
    this.#sandbox = 'creating'
    const problem = spec.volumes?.length ? await mountProblem(spec, this.#read) : undefined
    if (problem) return this.#withoutSandbox('FailedMount', problem)
    try {
      const { uid = '', namespace = '', name } = metadata
      const handle = await this.#o.runtime.createPod({ uid, namespace, name, cpuMillis: cpu, memoryBytes: memory })
      this.#adopt(handle)
    } catch (error) {
      return this.#withoutSandbox('FailedCreatePodSandBox', (error as Error).message)
    }
    this.#sandboxFailures = 0
    this.sync()
  }

  #withoutSandbox(reason: string, message: string): void {
    this.#sandboxFailures += 1
    const pause = backOff(this.#sandboxFailures, FIRST_SANDBOX_RETRY_MS, LONGEST_SANDBOX_RETRY_MS)
    this.#sandbox = 'absent'
    this.#sandboxRetryAt = this.#o.clock.now().getTime() + pause
    this.#event('Warning', reason, message)
    this.sync()
  }

  async #pull({ container }: Extract<Action, { do: 'pull' }>): Promise<void> {
    const always = this.#containers().some((each) => each.image === container.image && each.imagePullPolicy === 'Always')
    await this.#images.fetch(container, always)
    this.sync()
  }

  async #start({ container, attempt }: Extract<Action, { do: 'start' }>): Promise<void> {
    const { name } = container
    this.#busy.add(name)
    try {
      const problem =
        container.env || container.envFrom
          ? await environmentProblem(container, this.#pod.metadata.namespace ?? '', this.#read)
          : undefined
      if (problem) this.#refuse(name, 'CreateContainerConfigError', problem)
      else if (!this.#stopping && this.#handle) {
        await this.#handle.start({ container, attempt })
        this.#refused.delete(name)
        this.#probes.begin(container, this.#handle)
        this.#event('Normal', 'Created', `Created container: ${name}`)
        this.#event('Normal', 'Started', `Started container ${name}`)
      }
    } catch (error) {
      this.#refuse(name, 'RunContainerError', (error as Error).message)
    } finally {
      this.#busy.delete(name)
    }
    this.sync()
  }

  #refuse(name: string, reason: string, message: string): void {
    const failures = (this.#refused.get(name)?.failures ?? 0) + 1
    const pause = backOff(failures, FIRST_CONTAINER_RETRY_MS, LONGEST_CONTAINER_RETRY_MS)
    const retryAt = this.#o.clock.now().getTime() + pause
    this.#refused.set(name, { reason, message, failures, retryAt })
    this.#event('Warning', 'Failed', `Error: ${message}`)
  }

  async #stopContainer({ container, why, again }: Extract<Action, { do: 'stop-container' }>): Promise<void> {
    const { name } = container
    const ownGrace = container[`${why}Probe`]?.terminationGracePeriodSeconds
    this.#busy.add(name)
    this.#probes.stop(name)
    this.#event('Normal', 'Killing', `Container ${name} failed ${why} probe${again ? ', will be restarted' : ''}`)
    await this.#handle?.stopContainer(name, (ownGrace ?? this.#pod.spec.terminationGracePeriodSeconds ?? 30) * 1000)
    this.#busy.delete(name)
    this.sync()
  }

  async #stop(graceMs: number): Promise<void> {
    this.#stopping = true
    this.#probes.stopAll()
    for (const { name } of this.#handle?.containers().filter(({ state }) => state === 'running') ?? []) {
      this.#event('Normal', 'Killing', `Stopping container ${name}`)
    }
    await this.#handle?.stop(graceMs)
    this.sync()
  }

  async #destroy(): Promise<void> {
    if (this.#destroying) return
    this.#destroying = true
    await this.#handle?.destroy()
    this.#destroying = false
    this.#handle = undefined
    this.#sandbox = 'absent'
    // A pod that the Spherelet itself ended stays as a Failed object; only a deleted one goes.
    if (this.#pod.metadata.deletionTimestamp) this.sync()
  }
}
