import type { Clock } from '#domain/clock.ts'
import type { RenewalAnswer } from '#domain/host-agent.ts'
import { type CertificateLife, createRequest, type HostIdentity, lifeOf, saveIdentity } from './identity.ts'
import type { KeyRing } from './key-ring.ts'
import type { SupervisorClient } from './supervisor-client.ts'

/** A renewal that failed is tried again after so long: there is time, the present certificate is good for weeks. */
const RETRY_MS = 10 * 60_000

export interface HostCertificateOptions {
  name: string
  identity: HostIdentity
  client: SupervisorClient
  keys: KeyRing
  clock: Clock
  /** Where the host's identity is kept. */
  folder: string
  log(message: string, error?: unknown): void
}

/** Keeps the certificate that a host proves itself with good: asks for the next one in time and goes over to it while everything runs on. */
export class HostCertificate {
  readonly #o: HostCertificateOptions
  #identity: HostIdentity
  #life: CertificateLife
  #notBefore = new Date(0)

  constructor(options: HostCertificateOptions) {
    this.#o = options
    this.#identity = options.identity
    this.#life = lifeOf(options.identity)
  }

  get identity(): HostIdentity {
    return this.#identity
  }

  /** Why the host can't speak any more, once its certificate was not renewed in time; the person who runs it has to act then. */
  get problem(): string | undefined {
    const { name, clock } = this.#o
    if (clock.now() < this.#life.until) return undefined
    const since = this.#life.until.toISOString()
    return `${name}: its certificate expired at ${since} and can no longer be renewed. Create a join token on its cluster (Add hosts) and start the host with it; its pods go on running meanwhile.`
  }

  /** Renews when it is time. A refusal is told and tried again later. */
  async keep(): Promise<void> {
    const { name, clock, log } = this.#o
    const now = clock.now()
    if (now < this.#life.renewAt || now < this.#notBefore) return
    this.#notBefore = new Date(now.getTime() + RETRY_MS)
    try {
      await this.#renew()
      log(`${name}: renewed its certificate, which is good until ${this.#life.until.toISOString()} now`)
    } catch (error) {
      log(`${name}: could not renew its certificate, which is good until ${this.#life.until.toISOString()}`, error)
    }
  }

  async #renew(): Promise<void> {
    const { name, client, keys, folder } = this.#o
    const key = await keys.next(this.#identity.key)
    const csr = await createRequest(key, `system:node:${name}`)
    const answer = await client.send<RenewalAnswer>('POST', '/hosts/self/certificate', { csr })
    const identity = { ...this.#identity, key, ...answer }
    // Kept before it is used: from its first heartbeat on, the control plane accepts no other.
    saveIdentity(folder, identity)
    client.present(identity)
    this.#identity = identity
    this.#life = lifeOf(identity)
  }
}
