import type { Clock } from '#domain/clock.ts'
import type { HostAssignmentBody, SphereletReport } from '#domain/host-agent.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { Agent } from './agent.ts'
import { HostCertificate } from './host-certificate.ts'
import type { HostIdentity } from './identity.ts'
import type { KeyRing } from './key-ring.ts'
import { KUBERNETES_VERSION } from './node-object.ts'
import type { PodWatch } from './pod-watch.ts'
import type { RequestGate } from './request-gate.ts'
import type { RuntimeDriver } from './runtimes/runtime.ts'
import { SupervisorClient } from './supervisor-client.ts'

const LONG_POLL_SECONDS = 50
const RETRY_MS = 2000
const NOTHING = { cpuMillis: 0, memoryBytes: 0 }

export interface HostLoopOptions {
  url: string
  identity: HostIdentity
  keys: KeyRing
  /** Where the identity is kept. */
  folder: string
  hardware: HostHardware
  runtime: RuntimeDriver
  clock: Clock
  gate: RequestGate
  /** Where this process serves logs: the host's name is appended. */
  logUrl: string
  logPort: number
  /** The process's watch on a Supervisor's pods, shared by its hosts. */
  watchFor(apiPath: string, client: SupervisorClient): PodWatch
  watchDone(apiPath: string): void
  alive(): boolean
  log(message: string, error?: unknown): void
}

/**
 * One host: asks what it should be, and is it. While its cluster is a Supervisor it runs a Spherelet; when that ends, its pods end and it
 * says so. Told to be disconnected it keeps its pods and says nothing.
 */
export class HostLoop {
  readonly #o: HostLoopOptions
  readonly #client: SupervisorClient
  readonly #certificate: HostCertificate
  #agent: { agent: Agent; apiPath: string } | undefined
  #podCidr: string | undefined
  #revision = ''
  #stopped = false

  constructor(options: HostLoopOptions) {
    const { url, identity, hardware } = options
    const { authority, key, certificate } = identity
    this.#o = options
    this.#client = new SupervisorClient({ url, authority, key, certificate })
    this.#certificate = new HostCertificate({ ...options, name: hardware.name, client: this.#client })
  }

  get hostId(): string {
    return this.#o.identity.hostId
  }

  /** What the host proves itself with now. */
  get identity(): HostIdentity {
    return this.#certificate.identity
  }

  /** False once its certificate has expired. */
  get canSpeak(): boolean {
    return !this.#certificate.problem
  }

  get name(): string {
    return this.#o.hardware.name
  }

  get client(): SupervisorClient {
    return this.#client
  }

  /** The host's part of its Supervisor's pod range. */
  get podCidr(): string | undefined {
    return this.#podCidr
  }

  get agent(): Agent | undefined {
    return this.#agent?.agent
  }

  /** What the host's pods use now, in MHz and bytes. */
  usage(): { hostId: string; cpuMhz: number; memoryBytes: number } {
    const { cpuMillis, memoryBytes } = this.#agent?.agent.usage() ?? { cpuMillis: 0, memoryBytes: 0 }
    return { hostId: this.hostId, cpuMhz: Math.round((cpuMillis / 1000) * this.#o.hardware.cpuMhzPerCore), memoryBytes }
  }

  async run(): Promise<void> {
    let told: string | undefined
    while (!this.#stopped) {
      try {
        const { problem } = this.#certificate
        if (problem && problem !== told) this.#o.log(problem)
        told = problem
        if (this.#o.alive() && !problem) await this.#once()
        else await this.#pause()
      } catch (error) {
        if (this.#stopped) return
        this.#o.log(`${this.name}: ${(error as Error).message}`)
        await this.#pause()
      }
    }
  }

  stop(): void {
    this.#stopped = true
    this.#agent?.agent.stop()
    this.#client.close()
  }

  async #once(): Promise<void> {
    await this.#certificate.keep()
    const wanted = await this.#client.send<HostAssignmentBody>(
      'GET',
      `/hosts/self?wait=${LONG_POLL_SECONDS}&revision=${encodeURIComponent(this.#revision)}`,
      undefined,
      undefined,
      (LONG_POLL_SECONDS + 15) * 1000,
    )
    if (wanted.revision === this.#revision || this.#stopped || !this.#o.alive()) return
    if (wanted.connection === 'CONNECTED') await this.#become(wanted)
    this.#revision = wanted.revision
  }

  async #become({ supervisor, reserved = NOTHING }: HostAssignmentBody): Promise<void> {
    if (this.#agent && this.#agent.apiPath !== supervisor?.apiPath) await this.#leave()
    this.#podCidr = supervisor?.podCidr
    if (!supervisor) return
    if (this.#agent) await this.#agent.agent.adopt({ reserved, podCidr: supervisor.podCidr })
    else await this.#join(supervisor.apiPath, reserved)
  }

  async #join(apiPath: string, reserved: { cpuMillis: number; memoryBytes: number }): Promise<void> {
    const { hardware, identity, runtime, clock, gate } = this.#o
    const probe = await runtime.probe()
    if (!probe.usable) return this.#report({ state: 'ERROR', message: probe.reason })
    const agent = new Agent({
      client: this.#client,
      apiPath,
      clock,
      gate,
      runtime,
      alive: this.#o.alive,
      log: this.#o.log,
      facts: {
        hardware,
        hostId: identity.hostId,
        podCidr: this.#podCidr,
        sphereletUrl: `${this.#o.logUrl}/hosts/${hardware.name}`,
        sphereletPort: this.#o.logPort,
        runtimeVersion: runtime.version,
        runtimeNote: probe.reason,
        reserved,
      },
    })
    await agent.start()
    this.#agent = { agent, apiPath }
    this.#o.watchFor(apiPath, this.#client).add(this.name, agent)
    await this.#report({ state: 'READY', message: probe.reason })
  }

  /** After the host was silent: it says that it is there, and hears of its pods, of which it heard nothing meanwhile. */
  async recover(): Promise<void> {
    const current = this.#agent
    if (!current) return
    await current.agent.recover().finally(() => this.#o.watchFor(current.apiPath, this.#client).repeat(this.name))
  }

  async #leave(): Promise<void> {
    const current = this.#agent
    if (!current) return
    this.#agent = undefined
    this.#o.watchDone(current.apiPath)
    await current.agent.leave()
    await this.#report({ state: 'REMOVED', message: '' })
  }

  #report(report: Omit<SphereletReport, 'version'>): Promise<void> {
    return this.#client.send('POST', '/hosts/self/spherelet', { ...report, version: KUBERNETES_VERSION })
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.#o.clock.after(RETRY_MS, resolve))
  }
}
