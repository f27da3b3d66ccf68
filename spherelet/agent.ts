import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { Node } from '#domain/kube/node.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import type { Rejection } from './admission.ts'
import { HostLease } from './host-lease.ts'
import { allocatableOf, type NodeFacts, nodeObject } from './node-object.ts'
import { ObjectReader } from './object-reader.ts'
import { PodEvents } from './pod-events.ts'
import { PodIntake } from './pod-intake.ts'
import type { PodListener } from './pod-watch.ts'
import { PodWorker } from './pod-worker.ts'
import type { RequestGate } from './request-gate.ts'
import type { RuntimeDriver } from './runtimes/runtime.ts'
import { StatusWriter } from './status-writer.ts'
import type { SupervisorClient } from './supervisor-client.ts'

/** How often the Lease is renewed, as kubelet does; every host a little differently, so that 1,000 do not speak at once. */
const RENEW_MS = 10_000
/** The Node's status is posted this often, as kubelet does, and sooner when somebody thinks that the host is not ready. */
const NODE_STATUS_MS = 300_000
const NODE_CHECK_MS = 20_000
const RETRY_MS = 1000

export interface AgentOptions {
  client: SupervisorClient
  apiPath: string
  clock: Clock
  runtime: RuntimeDriver
  facts: NodeFacts
  /** Shared by the hosts of the process. */
  gate: RequestGate
  /** False while the host plays dead. */
  alive(): boolean
  log(message: string, error?: unknown): void
}

/** The Spherelet of one host in one Supervisor: its Node, its Lease, and the pods that are bound to it. */
export class Agent implements PodListener {
  readonly #o: AgentOptions
  readonly #workers = new Map<string, PodWorker>()
  readonly #orphans = new Map<string, Awaited<ReturnType<RuntimeDriver['reattach']>>[number]>()
  readonly #writer: StatusWriter
  readonly #events: PodEvents
  readonly #objects: ObjectReader
  readonly #intake: PodIntake
  readonly #lease: HostLease
  readonly #name: string
  readonly #timers = new Set<() => void>()
  #isRegistered = false
  #statusAt = 0
  #stopped = false

  constructor(options: AgentOptions) {
    this.#o = options
    this.#name = options.facts.hardware.name
    this.#writer = new StatusWriter(options.client, options.apiPath, options.clock, options.gate)
    this.#writer.onRetry = (uid) => this.#workers.get(uid)?.sync()
    this.#events = new PodEvents(options.client, options.apiPath, this.#name, options.clock, options.gate)
    this.#objects = new ObjectReader(options.client, options.apiPath, options.gate)
    this.#lease = new HostLease(options.client, options.apiPath, this.#name, options.clock)
    this.#intake = new PodIntake({
      name: this.#name,
      allocatable: () => allocatableOf(options.facts),
      readLabels: async () => (await this.#node()).metadata.labels ?? {},
      take: (pod, rejection) => this.#take(pod, rejection),
      later: (run) => this.#after(RETRY_MS, run),
    })
  }

  /** Registers the node, takes up the pods that survived, and begins to renew the Lease. Throws when the API can't be reached. */
  async start(): Promise<void> {
    for (const handle of await this.#o.runtime.reattach()) {
      this.#orphans.set(handle.uid, handle)
      this.#intake.survived(handle)
    }
    await this.#register()
    await this.#lease.renew()
    this.#every(RENEW_MS, () => this.#lease.renew())
    this.#every(NODE_CHECK_MS, () => this.#checkNode())
  }

  /** The pods' workers, by uid, for logs. */
  worker(namespace: string, name: string): PodWorker | undefined {
    return [...this.#workers.values()].find(({ pod }) => pod.metadata.namespace === namespace && pod.metadata.name === name)
  }

  /** What all pods use now: millicores and bytes. */
  usage(): { cpuMillis: number; memoryBytes: number } {
    let cpuMillis = 0
    let memoryBytes = 0
    for (const { handle } of this.#workers.values()) {
      const use = handle?.stats()
      cpuMillis += use?.cpuMillis ?? 0
      memoryBytes += use?.memoryBytes ?? 0
    }
    return { cpuMillis, memoryBytes }
  }

  /** Virtual machines on the host take this much now, and its pods have these addresses; the Node says so at once when it changed. */
  async adopt({ reserved, podCidr }: Pick<NodeFacts, 'reserved' | 'podCidr'>): Promise<void> {
    const { facts } = this.#o
    if (isDeepStrictEqual([facts.reserved, facts.podCidr], [reserved, podCidr])) return
    Object.assign(facts, { reserved, podCidr })
    await this.#register()
  }

  /** Stops looking after pods; they go on, and a later start finds them. */
  stop(): void {
    this.#stopped = true
    for (const cancel of this.#timers) cancel()
    for (const worker of this.#workers.values()) worker.close()
    this.#writer.stop()
  }

  /** The host leaves the Supervisor: its pods end with it. */
  async leave(): Promise<void> {
    this.stop()
    await Promise.all([...this.#workers.values()].map((worker) => worker.remove()))
    for (const orphan of this.#orphans.values()) await orphan.destroy()
  }

  upsert(pod: Pod): void {
    if (this.#isDeaf()) return
    const uid = pod.metadata.uid ?? ''
    const known = this.#workers.get(uid)
    if (known) known.update(pod)
    else this.#intake.offer(pod, this.#orphans.get(uid))
  }

  /** A silent host hears nothing either: whoever lets it speak again tells it of all its pods. */
  #isDeaf(): boolean {
    return this.#stopped || !this.#o.alive()
  }

  #take(pod: Pod, rejection: Rejection | undefined): void {
    if (this.#stopped) return
    const uid = pod.metadata.uid ?? ''
    const survivor = this.#orphans.get(uid)
    this.#orphans.delete(uid)
    const worker = new PodWorker(pod, this.#workerOptions(), { handle: survivor, rejection })
    this.#workers.set(uid, worker)
    if (this.#o.alive()) worker.sync()
  }

  removed(pod: Pod): void {
    if (this.#isDeaf()) return
    const uid = pod.metadata.uid ?? ''
    const worker = this.#workers.get(uid)
    this.#workers.delete(uid)
    this.#writer.forget(uid)
    this.#intake.leaves(uid)
    void Promise.resolve(worker?.remove()).finally(() => this.#intake.left(uid))
  }

  synced(uids: ReadonlySet<string>): void {
    if (this.#isDeaf()) return
    this.#intake.synced(uids)
    for (const [uid, worker] of this.#workers) if (!uids.has(uid)) this.removed(worker.pod)
    for (const [uid, orphan] of this.#orphans) {
      if (uids.has(uid)) continue
      this.#orphans.delete(uid)
      this.#intake.leaves(uid)
      void orphan.destroy().finally(() => this.#intake.left(uid))
    }
  }

  /** After the host was silent: everything is looked at again. */
  async recover(): Promise<void> {
    // The Lease first: a node that says Ready while its Lease is still old is taken for silent once more.
    await this.#lease.renew()
    await this.#register()
    for (const worker of this.#workers.values()) worker.sync()
  }

  #workerOptions() {
    const { clock, runtime, facts } = this.#o
    return {
      clock,
      runtime,
      hostIp: facts.hardware.address,
      read: (...what: Parameters<ObjectReader['read']>) => this.#objects.read(...what),
      report: (pod: Pod, status: NonNullable<Pod['status']>) => {
        if (isTerminal({ ...pod, status })) this.#intake.left(pod.metadata.uid ?? '')
        if (this.#o.alive()) this.#writer.report(pod, status)
      },
      confirmGone: (pod: Pod) => void this.#confirmGone(pod),
      event: (pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string) => {
        if (this.#o.alive()) this.#events.record(pod, type, reason, message)
      },
    }
  }

  async #confirmGone(pod: Pod): Promise<void> {
    const { namespace, name, uid } = pod.metadata
    this.#workers.delete(uid ?? '')
    this.#writer.forget(uid ?? '')
    this.#intake.left(uid ?? '')
    const path = `${this.#o.apiPath}/api/v1/namespaces/${namespace}/pods/${name}`
    try {
      await this.#o.client.send('DELETE', path, {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        gracePeriodSeconds: 0,
        preconditions: { uid },
      })
    } catch (error) {
      if (hasReason(error, 'NotFound') || hasReason(error, 'Conflict') || this.#stopped) return
      this.#after(RETRY_MS, () => this.#confirmGone(pod))
    }
  }

  async #register(): Promise<void> {
    const path = `${this.#o.apiPath}/api/v1/nodes`
    const now = this.#o.clock.now()
    try {
      // A new node comes with its status; only one that was there before has to be brought up to date.
      if (!this.#isRegistered) this.#learn(await this.#o.client.send<Node>('POST', path, nodeObject(this.#o.facts, now)))
      else await this.#updateNode(path, now)
    } catch (error) {
      if (this.#isRegistered ? !hasReason(error, 'NotFound') : !hasReason(error, 'AlreadyExists')) throw error
      this.#isRegistered = !this.#isRegistered
      return this.#register()
    }
    this.#isRegistered = true
    this.#statusAt = now.getTime()
  }

  /** Posts the status when it is due, or when the control plane took the host for silent meanwhile. */
  async #checkNode(): Promise<void> {
    const due = this.#o.clock.now().getTime() - this.#statusAt >= NODE_STATUS_MS
    const node = due ? undefined : await this.#node()
    const ready = node?.status?.conditions?.find(({ type }) => type === 'Ready')?.status
    if (ready !== 'True') await this.#register()
  }

  async #node(): Promise<Node> {
    return this.#learn(await this.#o.client.send<Node>('GET', `${this.#o.apiPath}/api/v1/nodes/${this.#name}`))
  }

  #learn(node: Node): Node {
    this.#intake.labels = node.metadata.labels ?? {}
    return node
  }

  async #updateNode(path: string, now: Date): Promise<void> {
    const known = await this.#node()
    const wanted = nodeObject(this.#o.facts, now, known)
    const { labels, annotations } = wanted.metadata
    const { podCIDR, podCIDRs } = wanted.spec ?? {}
    const said = ({ metadata, spec }: Node) => [metadata.labels, metadata.annotations, spec?.podCIDR]
    if (!isDeepStrictEqual(said(known), said(wanted))) {
      await this.#o.client.send(
        'PATCH',
        `${path}/${this.#name}`,
        { metadata: { labels, annotations }, spec: { podCIDR, podCIDRs } },
        'application/merge-patch+json',
      )
    }
    await this.#o.client.send(
      'PATCH',
      `${path}/${this.#name}/status`,
      { status: wanted.status },
      'application/strategic-merge-patch+json',
    )
  }

  #after(ms: number, run: () => Promise<void>): void {
    const cancel = this.#o.clock.after(ms, () => {
      this.#timers.delete(cancel)
      if (!this.#stopped) void run()
    })
    this.#timers.add(cancel)
  }

  /** Repeats with a little unevenness; a failure is told and tried again at the next turn. */
  #every(ms: number, run: () => Promise<void>): void {
    this.#after(ms * (0.9 + 0.2 * Math.random()), async () => {
      if (this.#o.alive()) await run().catch((error) => this.#o.log(`${this.#name}: the API could not be reached`, error))
      if (!this.#stopped) this.#every(ms, run)
    })
  }
}
