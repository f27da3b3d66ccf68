import type { StatusMessage, SupervisorCondition } from './conditions.ts'

export type ConfigStatus = 'CONFIGURING' | 'RUNNING' | 'REMOVING' | 'ERROR'
export type KubernetesStatus = 'READY' | 'WARNING' | 'ERROR'
export type ControlPlaneSize = 'TINY' | 'SMALL' | 'MEDIUM' | 'LARGE'

/** What a control-plane VM of each size has; https://docs.vmware.com (Supervisor control plane sizes). */
export const CONTROL_PLANE_SIZES: Record<ControlPlaneSize, { cpus: number; memoryMiB: number; pods: number }> = {
  TINY: { cpus: 2, memoryMiB: 8 * 1024, pods: 1000 },
  SMALL: { cpus: 4, memoryMiB: 16 * 1024, pods: 2000 },
  MEDIUM: { cpus: 8, memoryMiB: 24 * 1024, pods: 4000 },
  LARGE: { cpus: 16, memoryMiB: 32 * 1024, pods: 8000 },
}

/** What the enable wizard asks for. Everything has a default that the preflight proposes. */
export interface EnableSpec {
  name: string
  clusterId: string
  size: ControlPlaneSize
  /** 3, or 1 for a lab. */
  controlPlaneCount: 1 | 3
  storage: { controlPlanePolicyId: string; ephemeralPolicyId: string; imagePolicyId: string }
  managementNetwork: {
    networkId: string
    mode: 'DHCP' | 'STATIC'
    startingAddress?: string
    subnetMask?: string
    gateway?: string
    dnsServers: string[]
    searchDomains: string[]
    ntpServers: string[]
  }
  workloadNetwork: {
    networkId: string
    podCidr: string
    serviceCidr: string
    ingressCidr: string
    egressCidr: string
    dnsServers: string[]
    ntpServers: string[]
  }
  apiServerDnsNames: string[]
}

/** One check before enabling, with the way out when it fails. */
export interface PreflightCheck {
  id: string
  label: string
  outcome: 'ok' | 'warning' | 'error'
  message: string
  remedy?: string
  /** The field of the spec that would have to be different, such as `workloadNetwork.podCidr`. */
  field?: string
  /** Where in the client the remedy is, for example `/inventory/host/host-12/summary`. */
  href?: string
}

/** Whether a cluster may become a Supervisor, and with what defaults. */
export interface Preflight {
  clusterId: string
  clusterName: string
  compatible: boolean
  checks: PreflightCheck[]
  defaults: EnableSpec
}

export interface SupervisorView {
  id: string
  name: string
  clusterId: string
  clusterName: string
  configStatus: ConfigStatus
  kubernetesStatus: KubernetesStatus
  version: string
  size: ControlPlaneSize
  hostCount: number
  /** Hosts that take vSphere Pods: heard from, not in maintenance mode, with a Spherelet that is ready. */
  hostsReady: number
  namespaceCount: number
  podCount: number
  /** The load balancer's address; absent until it has one. */
  apiServerAddress?: string
  /** Where kubectl connects, for example `https://127.0.0.1:6443/supervisors/supervisor-01`. */
  apiServerUrl: string
  /** Further names in the certificate of the API. */
  apiServerDnsNames: string[]
  conditions: SupervisorCondition[]
  messages: StatusMessage[]
  cpuCapacityMhz: number
  cpuUsedMhz: number
  memoryCapacityBytes: number
  memoryUsedBytes: number
  createdAt: string
}

/** The name under which the object store and the doors keep a Supervisor's Kubernetes API. */
export const supervisorApi = (supervisorId: string): string => `supervisor:${supervisorId}`
