import type { Refusal } from '#domain/placement.ts'
import type { FilterPlugin } from '../framework.ts'
import type { HostPort } from '../pod-facts.ts'

const REFUSED: readonly Refusal[] = [
  { plugin: 'NodePorts', reason: "node(s) didn't have free ports for the requested pod ports", resolvable: true },
]

const ANY = '0.0.0.0'

const clash = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY)

/** Two pods can't share a host port. Ordinary pods are refused host ports at the door; the control plane's own may have them. */
export const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  check: ({ hostPorts }) =>
    hostPorts.length === 0
      ? undefined
      : (host) =>
          host.pods.some((other) => other.hostPorts.some((taken) => hostPorts.some((port) => clash(port, taken))))
            ? REFUSED
            : undefined,
}
