import type { KubeObject } from '#domain/kube/object.ts'
import type { RequestGate } from './request-gate.ts'
import type { SupervisorClient } from './supervisor-client.ts'

const COLLECTIONS = { ConfigMap: 'configmaps', Secret: 'secrets' } as const

/** Reads what the pods of a host name. Pods that ask for the same object while it is being read get the same answer. */
export class ObjectReader {
  readonly #client: SupervisorClient
  readonly #apiPath: string
  readonly #gate: RequestGate
  readonly #reading = new Map<string, Promise<KubeObject>>()

  constructor(client: SupervisorClient, apiPath: string, gate: RequestGate) {
    this.#client = client
    this.#apiPath = apiPath
    this.#gate = gate
  }

  /** A StatusError when it can't be had. */
  read(namespace: string, kind: keyof typeof COLLECTIONS, name: string): Promise<KubeObject> {
    const path = `${this.#apiPath}/api/v1/namespaces/${namespace}/${COLLECTIONS[kind]}/${encodeURIComponent(name)}`
    const known = this.#reading.get(path)
    if (known) return known
    const reading = this.#gate.run('status', () => this.#client.send<KubeObject>('GET', path)) as Promise<KubeObject>
    this.#reading.set(path, reading)
    const done = () => this.#reading.delete(path)
    reading.then(done, done)
    return reading
  }
}
