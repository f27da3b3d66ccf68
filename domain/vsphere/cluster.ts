export interface ClusterView {
  id: string
  name: string
  datacenterId: string
  datacenterName: string
  drsMode: 'DISABLED' | 'MANUAL' | 'PARTIALLY_AUTOMATED' | 'FULLY_AUTOMATED'
  haEnabled: boolean
  hostCount: number
  hostsConnected: number
  hostsInMaintenance: number
  cpuCapacityMhz: number
  cpuUsedMhz: number
  memoryCapacityBytes: number
  memoryUsedBytes: number
  storageCapacityBytes: number
  storageUsedBytes: number
  podCount: number
  vmCount: number
  namespaceCount: number
  supervisorId?: string
  supervisorName?: string
  supervisorStatus?: 'CONFIGURING' | 'RUNNING' | 'REMOVING' | 'ERROR'
  alarm?: 'WARNING' | 'ERROR'
}

export interface DatacenterView {
  id: string
  name: string
  clusterCount: number
  datastoreCount: number
  networkCount: number
  hostCount: number
  cpuCapacityMhz: number
  cpuUsedMhz: number
  memoryCapacityBytes: number
  memoryUsedBytes: number
  storageCapacityBytes: number
  storageUsedBytes: number
}

export interface DatastoreView {
  id: string
  name: string
  datacenterId: string
  type: string
  capacityBytes: number
  freeBytes: number
  tags: string[]
  /** The clusters whose hosts reach it. */
  clusterIds: string[]
}

export interface StoragePolicyView {
  id: string
  name: string
  description: string
  tags: string[]
  datastoreIds: string[]
}

/** What addresses of a pool are for: control-plane VMs, pods, services, what comes in and what goes out. */
export type PoolPurpose = 'MANAGEMENT' | 'POD' | 'SERVICE' | 'INGRESS' | 'EGRESS'

export interface NetworkPoolView {
  purpose: PoolPurpose
  cidr: string
  gateway?: string
  /** How many of its addresses are in use. */
  used: number
}

export interface NetworkView {
  id: string
  name: string
  datacenterId: string
  kind: 'MANAGEMENT' | 'WORKLOAD'
  vlan?: number
  pools: NetworkPoolView[]
}

export interface VmClassView {
  id: string
  cpuCount: number
  memoryMiB: number
  cpuReservation: number
  memoryReservation: number
  description: string
  builtIn: boolean
}

export interface VirtualMachineView {
  id: string
  name: string
  role: string
  powerState: 'POWERED_ON' | 'POWERED_OFF' | 'SUSPENDED'
  cpuCount: number
  memoryMiB: number
  address?: string
  hostId?: string
  hostName?: string
  runtime: string
}

/** The numbers of the Home page; every one links to a list. */
export interface HomeSummary {
  cpu: { usedMhz: number; capacityMhz: number }
  memory: { usedBytes: number; capacityBytes: number }
  storage: { usedBytes: number; capacityBytes: number }
  hosts: { connected: number; disconnected: number; notResponding: number; maintenance: number }
  supervisors: { running: number; configuring: number; error: number }
  namespaces: { total: number; nearLimit: number }
  pods: { running: number; pending: number; failed: number }
  alarms: { error: number; warning: number }
  failedTasks24h: number
}
