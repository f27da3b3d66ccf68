import type { Condition, KubeObject } from './object.ts'

export interface Taint {
  key: string
  value?: string
  effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  timeAdded?: string
}

export interface NodeSystemInfo {
  machineID: string
  systemUUID: string
  bootID: string
  kernelVersion: string
  osImage: string
  /** `simulated://…` for a simulated runtime: `kubectl describe node` shows it. */
  containerRuntimeVersion: string
  kubeletVersion: string
  kubeProxyVersion: string
  operatingSystem: string
  architecture: string
}

/** An ESXi host as Kubernetes sees it: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/ */
export interface Node extends KubeObject {
  kind: 'Node'
  spec?: { unschedulable?: boolean; taints?: Taint[]; providerID?: string; podCIDR?: string; podCIDRs?: string[] }
  status?: {
    capacity?: Record<string, string>
    allocatable?: Record<string, string>
    conditions?: Condition[]
    addresses?: { type: string; address: string }[]
    nodeInfo?: NodeSystemInfo
    daemonEndpoints?: { kubeletEndpoint?: { Port: number } }
    images?: { names: string[]; sizeBytes: number }[]
  }
}

/** Where a host's Spherelet serves container logs (mutual TLS); written by the Spherelet when it registers. */
export const SPHERELET_URL_ANNOTATION = 'hemisphere.io/spherelet-url'
/** The inventory id of the host behind a Node, for example `host-12`. */
export const HOST_ID_ANNOTATION = 'hemisphere.io/host-id'
/** The runtime that the host's Spherelet uses: `simulated` and later `qemu-kvm`, `qemu-tcg`. */
export const RUNTIME_LABEL = 'hemisphere.io/runtime'
