import type { Clock } from '#domain/clock.ts'
import type { Pod, PodStatus } from '#domain/kube/pod.ts'
import { podRequests } from '#domain/kube/pod-resources.ts'
import type { Rejection } from './admission.ts'
import { type Action, decide } from './decide.ts'
import { podStatus, rejectedStatus } from './pod-status.ts'
import { Prober } from './prober.ts'
import { ImageError, type PodHandle, type RuntimeDriver } from './runtimes/runtime.ts'
import type { SeenImage, SeenPod } from './seen-pod.ts'

const FIRST_PULL_RETRY_MS = 10_000
const LONGEST_PULL_RETRY_MS = 300_000

export interface PodWorkerOptions {
  clock: Clock
  runtime: RuntimeDriver
  hostIp: string
  /** Tells the API how the pod is; the latest call wins. */
  report(pod: Pod, status: PodStatus): void
  /** The pod is gone from this host: its object may go too. */
  confirmGone(pod: Pod): void
  /** An event about the pod, as kubelet words them. */
  event(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void
}

/**
 * One pod of one host. It may be poked at any time: it looks at what is wanted and seen, decides (pure), does what was decided, reports,
 * and looks again when something it started has ended.
 */
export class PodWorker {
  #pod: Pod
  #handle: PodHandle | undefined
  #sandbox: SeenPod['sandbox'] = 'absent'
  #stopping = false
  #gone = false
  #closed = false
  #failed: { reason: string; message: string } | undefined
  #told: PodStatus | undefined
  #wake: (() => void) | undefined
  readonly #images: Record<string, SeenImage> = {}
  readonly #busy = new Set<string>()
  readonly #probers = new Map<string, { attempt: number; prober: Prober }>()
  readonly #startTime: string
  readonly #rejection: Rejection | undefined
  readonly #o: PodWorkerOptions

  constructor(
    pod: Pod,
    options: PodWorkerOptions,
    { handle, rejection }: { handle?: PodHandle | undefined; rejection?: Rejection | undefined } = {},
  ) {
    this.#pod = pod
    this.#o = options
    this.#startTime = pod.status?.startTime ?? options.clock.now().toISOString()
    this.#rejection = rejection
    if (rejection) options.event(pod, 'Warning', rejection.reason, rejection.message)
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
    for (const { prober } of this.#probers.values()) prober.stop()
  }

  /** The pod's object is gone without us: so is the pod. */
  async remove(): Promise<void> {
    this.close()
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
    const seen = this.#seen()
    const decision = decide(this.#pod, seen, now)
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
    const containers = Object.fromEntries((this.#handle?.containers() ?? []).map((record) => [record.name, record]))
    const health = Object.fromEntries([...this.#probers].map(([name, { prober }]) => [name, prober.health]))
    return {
      sandbox: this.#sandbox,
      ...(this.#handle ? { ip: this.#handle.ip } : {}),
      images: this.#images,
      containers,
      health,
      busy: this.#busy,
      stopping: this.#stopping,
      startTime: this.#startTime,
    }
  }

  #act(action: Action): void {
    if (action.do === 'create-sandbox') void this.#createSandbox()
    if (action.do === 'pull') void this.#pull(action.image)
    if (action.do === 'start') void this.#start(action)
    if (action.do === 'stop-container') void this.#stopContainer(action.container, action.why)
    if (action.do === 'stop') void this.#stop(action.graceMs)
    if (action.do === 'destroy') void this.#destroy()
  }

  #adopt(handle: PodHandle): void {
    this.#handle = handle
    this.#sandbox = 'running'
    handle.onExit(() => this.sync())
    for (const { name, attempt, state } of handle.containers()) {
      const container = this.#containers().find((each) => each.name === name)
      const image = container?.image ?? ''
      const present = this.#o.runtime.hasImage(image)
      this.#images[image] = { state: 'present', id: present?.id ?? image }
      if (container && state === 'running') this.#probe(name, attempt)
    }
  }

  #containers() {
    return [...(this.#pod.spec.initContainers ?? []), ...this.#pod.spec.containers]
  }

  #probe(name: string, attempt: number): void {
    const container = this.#containers().find((each) => each.name === name)
    if (!container || !this.#handle) return
    this.#probers.get(name)?.prober.stop()
    this.#probers.set(name, { attempt, prober: new Prober(container, this.#handle, this.#o.clock, () => this.sync()) })
  }

  async #createSandbox(): Promise<void> {
    const { metadata, spec } = this.#pod
    const { cpu = 0, memory = 0 } = podRequests(spec)
    this.#sandbox = 'creating'
    try {
      const handle = await this.#o.runtime.createPod({
        uid: metadata.uid ?? '',
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        cpuMillis: cpu,
        memoryBytes: memory,
      })
      this.#adopt(handle)
    } catch (error) {
      this.#sandbox = 'absent'
      this.#o.event(this.#pod, 'Warning', 'FailedCreatePodSandBox', (error as Error).message)
      this.#wake = this.#o.clock.after(FIRST_PULL_RETRY_MS, () => this.sync())
      return
    }
    this.sync()
  }

  async #pull(image: string): Promise<void> {
    const before = this.#images[image]
    const cached = this.#o.runtime.hasImage(image)
    const failures = before?.state === 'failed' ? before.failures : 0
    const always = this.#containers().some((each) => each.image === image && each.imagePullPolicy === 'Always')
    this.#images[image] = { state: 'pulling' }
    try {
      if (cached && !always) {
        this.#images[image] = { state: 'present', id: cached.id }
        this.#o.event(this.#pod, 'Normal', 'Pulled', `Container image "${image}" already present on machine`)
      } else {
        this.#o.event(this.#pod, 'Normal', 'Pulling', `Pulling image "${image}"`)
        const { id, sizeBytes, tookMs } = await this.#o.runtime.pullImage(image)
        this.#images[image] = { state: 'present', id }
        this.#o.event(
          this.#pod,
          'Normal',
          'Pulled',
          `Successfully pulled image "${image}" in ${tookMs}ms (simulated). Image size: ${sizeBytes} bytes.`,
        )
      }
    } catch (error) {
      const reason = error instanceof ImageError ? error.reason : 'ErrImagePull'
      const { message } = error as Error
      const pause = Math.min(FIRST_PULL_RETRY_MS * 2 ** failures, LONGEST_PULL_RETRY_MS)
      this.#images[image] = {
        state: 'failed',
        reason,
        message,
        failures: failures + 1,
        retryAt: this.#o.clock.now().getTime() + pause,
      }
      this.#o.event(this.#pod, 'Warning', 'Failed', `Failed to pull image "${image}": ${message}`)
    }
    this.sync()
  }

  async #start(action: Extract<Action, { do: 'start' }>): Promise<void> {
    const { container, attempt } = action
    this.#busy.add(container.name)
    try {
      await this.#handle?.start({ container, attempt })
      this.#probe(container.name, attempt)
      this.#o.event(this.#pod, 'Normal', 'Created', `Created container: ${container.name}`)
      this.#o.event(this.#pod, 'Normal', 'Started', `Started container ${container.name}`)
    } catch (error) {
      this.#o.event(this.#pod, 'Warning', 'Failed', `Error: ${(error as Error).message}`)
    } finally {
      this.#busy.delete(container.name)
    }
    this.sync()
  }

  async #stopContainer(name: string, why: string): Promise<void> {
    this.#busy.add(name)
    this.#probers.get(name)?.prober.stop()
    this.#o.event(this.#pod, 'Normal', 'Killing', `Container ${name} failed ${why}, will be restarted`)
    await this.#handle?.stopContainer(name, (this.#pod.spec.terminationGracePeriodSeconds ?? 30) * 1000)
    this.#busy.delete(name)
    this.sync()
  }

  async #stop(graceMs: number): Promise<void> {
    this.#stopping = true
    for (const { prober } of this.#probers.values()) prober.stop()
    for (const { name } of this.#handle?.containers().filter(({ state }) => state === 'running') ?? []) {
      this.#o.event(this.#pod, 'Normal', 'Killing', `Stopping container ${name}`)
    }
    await this.#handle?.stop(graceMs)
    this.sync()
  }

  async #destroy(): Promise<void> {
    if (this.#busy.has('')) return
    this.#busy.add('')
    await this.#handle?.destroy()
    this.#busy.delete('')
    this.#handle = undefined
    this.#sandbox = 'absent'
    // A pod that the Spherelet itself ended stays as a Failed object; only a deleted one goes.
    if (this.#pod.metadata.deletionTimestamp) this.sync()
  }
}
