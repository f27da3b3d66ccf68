import type { Clock } from '#domain/clock.ts'
import { hasReason } from '#domain/errors.ts'
import type { Lease } from '#domain/kube/workloads.ts'
import type { SupervisorClient } from './supervisor-client.ts'

const DURATION_SECONDS = 40
const NAMESPACE = 'kube-node-lease'

/** The Lease by which a host says that it is alive. https://kubernetes.io/docs/concepts/architecture/leases/#node-heart-beats */
export class HostLease {
  readonly #client: SupervisorClient
  readonly #path: string
  readonly #name: string
  readonly #clock: Clock
  #isThere = false

  constructor(client: SupervisorClient, apiPath: string, host: string, clock: Clock) {
    this.#client = client
    this.#path = `${apiPath}/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases`
    this.#name = host
    this.#clock = clock
  }

  /** Makes the Lease, or renews the one that is there. Throws when the API can't be reached or refuses. */
  async renew(): Promise<void> {
    const renewTime = this.#clock.now().toISOString().replace('Z', '000Z')
    const spec = { holderIdentity: this.#name, leaseDurationSeconds: DURATION_SECONDS, renewTime }
    try {
      if (this.#isThere) await this.#client.send('PATCH', `${this.#path}/${this.#name}`, { spec }, 'application/merge-patch+json')
      else await this.#client.send('POST', this.#path, this.#lease(spec))
    } catch (error) {
      if (this.#isThere ? !hasReason(error, 'NotFound') : !hasReason(error, 'AlreadyExists')) throw error
      this.#isThere = !this.#isThere
      return this.renew()
    }
    this.#isThere = true
  }

  #lease(spec: NonNullable<Lease['spec']>): Lease {
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: this.#name, namespace: NAMESPACE },
      spec,
    }
  }
}
