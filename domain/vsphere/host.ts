/** How a host is reached. NOT_RESPONDING: connected, but its agent is silent. */
export type HostConnection = 'CONNECTED' | 'DISCONNECTED' | 'NOT_RESPONDING'
export type Maintenance = 'NONE' | 'ENTERING' | 'IN_MAINTENANCE'
export type SphereletStatus = 'CONFIGURING' | 'READY' | 'NOT_READY' | 'ERROR' | 'REMOVING'

/** A host as lists and its own page show it. Memory in bytes, CPU in MHz. */
export interface HostView {
  id: string
  name: string
  clusterId: string
  clusterName: string
  address: string
  connection: HostConnection
  maintenance: Maintenance
  vendor: string
  model: string
  cpuModel: string
  cpuCores: number
  cpuMhzPerCore: number
  cpuCapacityMhz: number
  cpuUsedMhz: number
  memoryBytes: number
  memoryUsedBytes: number
  version: string
  /** `simulated` is shown wherever the host is. */
  runtime: string
  bootedAt?: string
  lastSeenAt?: string
  spherelet?: { state: SphereletStatus; message: string; version: string }
  supervisorId?: string
  podCount: number
  vmCount: number
  alarm?: 'WARNING' | 'ERROR'
}

/** What the agent on a host says of it when it joins. */
export interface HostHardware {
  name: string
  address: string
  vendor: string
  model: string
  cpuModel: string
  cpuCores: number
  cpuMhzPerCore: number
  memoryBytes: number
  version: string
  runtime: string
  bootedAt: string
}

/** What happens to each workload of a host when it enters maintenance mode. */
export interface EvacuationPreview {
  hostId: string
  workloads: {
    kind: 'Pod' | 'VirtualMachine'
    namespace: string
    name: string
    owner?: string
    /** `stays`: a DaemonSet's pod, which belongs to this host and is not evicted. */
    outcome: 'moves' | 'lost' | 'blocked' | 'stays'
    /** The host DRS would choose now, or why not. */
    to?: string
    reason?: string
  }[]
}
