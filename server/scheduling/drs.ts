import type { AfterPlacement } from '#domain/placement.ts'
import { type ScorePlugin, toPercent } from './framework.ts'
import { FULL, type HostState, loadOf } from './host-state.ts'
import type { PodFacts } from './pod-facts.ts'
import type { LoadTotals, Snapshot } from './snapshot.ts'

const deviation = (sum: number, squares: number, hosts: number): number =>
  Math.sqrt(Math.max(0, squares / hosts - (sum / hosts) ** 2))

const imbalanceWith = (load: LoadTotals, host: HostState, cpu: number, memory: number, hosts: number): number =>
  deviation(load.cpu - host.cpuLoad + cpu, load.cpuSquares - host.cpuLoad ** 2 + cpu ** 2, hosts) +
  deviation(load.memory - host.memoryLoad + memory, load.memorySquares - host.memoryLoad ** 2 + memory ** 2, hosts)

const cpuLoadWith = (pod: PodFacts, host: HostState) => loadOf((host.used.cpu ?? 0) + pod.cpu, host.allocatable.cpu)
const memoryLoadWith = (pod: PodFacts, host: HostState) => loadOf((host.used.memory ?? 0) + pod.memory, host.allocatable.memory)

/** Explains one candidate in numbers that a person can check against the host's page. */
export const afterPlacement = (pod: PodFacts, host: HostState, snapshot: Snapshot): AfterPlacement => {
  const cpu = cpuLoadWith(pod, host)
  const memory = memoryLoadWith(pod, host)
  return {
    cpu: cpu / FULL,
    memory: memory / FULL,
    pods: host.pods.length + 1,
    imbalance: imbalanceWith(snapshot.load, host, cpu, memory, snapshot.hosts.length) / FULL,
  }
}

/**
 * DRS chooses among the hosts that the Kubernetes rules leave: the one that makes cpu and memory utilisation over all hosts most
 * even. Ties go to the host with the fewest pods, then by name; `schedule` settles those.
 */
export const drs: ScorePlugin = {
  name: 'DRS',
  weight: 1,
  score: (pod, hosts, snapshot) => {
    const count = snapshot.hosts.length
    const raw = hosts.map((host) => imbalanceWith(snapshot.load, host, cpuLoadWith(pod, host), memoryLoadWith(pod, host), count))
    return toPercent(raw, 'lowest')
  },
}
