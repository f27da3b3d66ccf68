import type { HostConnection, Maintenance } from './host.ts'
import type { EnableSpec } from './supervisor.ts'

/** The world as enabling Workload Management on one cluster finds it. */
export interface PreflightFacts {
  cluster: { id: string; name: string; datacenterId: string; drsMode: string; haEnabled: boolean }
  /** The cluster's hosts, with what virtual machines on them take already. */
  hosts: {
    id: string
    name: string
    address: string
    connection: HostConnection
    maintenance: Maintenance
    cpuCores: number
    memoryBytes: number
    vmCpus: number
    vmMemoryBytes: number
  }[]
  /** The cluster's datastores. */
  datastores: { id: string; name: string; tags: string[]; freeBytes: number }[]
  policies: { id: string; name: string; tags: string[] }[]
  /** The datacenter's networks. */
  networks: { id: string; name: string; kind: string }[]
  /** Their address pools; `taken` only where addresses are handed out one by one (management). */
  pools: { networkId: string; purpose: string; cidr: string; gateway: string | null; taken: string[] }[]
  /** Every Supervisor there is. */
  supervisors: { id: string; name: string; clusterId: string; spec: EnableSpec }[]
}

type Host = PreflightFacts['hosts'][number]

/** Hosts that may carry a control-plane VM now. */
export const usableHosts = (facts: PreflightFacts): Host[] =>
  facts.hosts.filter(({ connection, maintenance }) => connection === 'CONNECTED' && maintenance === 'NONE')

/** True when the host has room for one more virtual machine of that size beside those it has. */
export const hasRoom = (host: Host, vm: { cpus: number; memoryMiB: number }): boolean =>
  host.cpuCores - host.vmCpus >= vm.cpus && host.memoryBytes - host.vmMemoryBytes >= vm.memoryMiB * 1024 ** 2

/** Five: three control-plane VMs, the floating address, and one that an upgrade needs. */
export const MANAGEMENT_ADDRESSES = 5
