import type { StatusMessage } from './conditions.ts'
import type { ConfigStatus } from './supervisor.ts'

export type NamespaceRole = 'VIEW' | 'EDIT' | 'OWNER'

/** Limits of the resource pool, in vSphere's units; null means no limit, which must be chosen, never defaulted to silently. */
export interface NamespaceLimits {
  cpuMhz: number | null
  memoryMiB: number | null
  storageMiB: number | null
}

/** Defaults for containers that ask for nothing; they become a LimitRange. CPU in MHz (at least 10), memory in MiB. */
export interface ContainerDefaults {
  cpuRequestMhz?: number
  cpuLimitMhz?: number
  memoryRequestMiB?: number
  memoryLimitMiB?: number
}

/** Most objects of each kind; they become `count/…` in the ResourceQuota. Keys as in vSphere's ResourceQuotaOptionsV1. */
export type ObjectLimitKey =
  | 'pod_count'
  | 'service_count'
  | 'deployment_count'
  | 'daemon_set_count'
  | 'replica_set_count'
  | 'replication_controller_count'
  | 'stateful_set_count'
  | 'config_map_count'
  | 'secret_count'
  | 'persistent_volume_claim_count'
  | 'job_count'
export type ObjectLimits = Partial<Record<ObjectLimitKey, number>>

export interface AccessEntry {
  subjectType: 'USER' | 'GROUP'
  subject: string
  domain: string
  role: NamespaceRole
}

export interface StorageEntry {
  policyId: string
  policyName: string
  /** The Kubernetes StorageClass made from the policy. */
  storageClass: string
  limitMiB: number | null
}

/** What creating a namespace asks for. */
export interface NamespaceSpec {
  name: string
  supervisorId: string
  description: string
  limits: NamespaceLimits
  containerDefaults: ContainerDefaults
  objectLimits: ObjectLimits
  access: AccessEntry[]
  storage: { policyId: string; limitMiB: number | null }[]
  vmClassIds: string[]
}

/** What a namespace asks for beside its name when nobody has said anything: no limits, nobody's access, no storage, no classes. */
export const PLAIN_NAMESPACE: Omit<NamespaceSpec, 'name' | 'supervisorId'> = {
  description: '',
  limits: { cpuMhz: null, memoryMiB: null, storageMiB: null },
  containerDefaults: {},
  objectLimits: {},
  access: [],
  storage: [],
  vmClassIds: [],
}

export interface NamespaceView {
  id: string
  name: string
  description: string
  supervisorId: string
  supervisorName: string
  clusterId: string
  clusterName: string
  configStatus: ConfigStatus
  /** The Kubernetes namespace's phase, once it exists. */
  kubernetesPhase?: 'Active' | 'Terminating'
  messages: StatusMessage[]
  resourcePoolId: string
  limits: NamespaceLimits
  containerDefaults: ContainerDefaults
  objectLimits: ObjectLimits
  access: AccessEntry[]
  storage: StorageEntry[]
  vmClassIds: string[]
  /** Sums of requests (reservations), not live use, as vSphere counts them. */
  usage: { cpuMhz: number; memoryMiB: number; storageMiB: number }
  pods: { running: number; pending: number; failed: number; succeeded: number }
  /** What people copy to work here. */
  apiServerUrl: string
  createdBy: string
  createdAt: string
}

/** Kubernetes' names: a DNS label of at most 63 characters (RFC 1123). */
export const NAMESPACE_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
