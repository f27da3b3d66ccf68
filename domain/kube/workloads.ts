import type { Condition, KubeObject, LabelSelector, ObjectMeta, ObjectReference } from './object.ts'
import type { PodSpec } from './pod.ts'

export interface PodTemplateSpec {
  metadata?: Partial<ObjectMeta>
  spec: PodSpec
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replica-set-v1/ */
export interface ReplicaSet extends KubeObject {
  kind: 'ReplicaSet'
  spec: { replicas?: number; selector: LabelSelector; template: PodTemplateSpec; minReadySeconds?: number }
  status?: {
    replicas: number
    fullyLabeledReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
    observedGeneration?: number
    conditions?: Condition[]
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
export interface Deployment extends KubeObject {
  kind: 'Deployment'
  spec: {
    replicas?: number
    selector: LabelSelector
    template: PodTemplateSpec
    strategy?: {
      type?: 'RollingUpdate' | 'Recreate'
      rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string }
    }
    minReadySeconds?: number
    revisionHistoryLimit?: number
    progressDeadlineSeconds?: number
    paused?: boolean
  }
  status?: {
    observedGeneration?: number
    replicas?: number
    updatedReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
    unavailableReplicas?: number
    collisionCount?: number
    conditions?: Condition[]
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/ */
export interface KubeNamespace extends KubeObject {
  kind: 'Namespace'
  spec?: { finalizers?: string[] }
  status?: { phase?: 'Active' | 'Terminating'; conditions?: Condition[] }
}

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
export interface ResourceQuota extends KubeObject {
  kind: 'ResourceQuota'
  spec?: { hard?: Record<string, string>; scopes?: string[] }
  status?: { hard?: Record<string, string>; used?: Record<string, string> }
}

/** https://kubernetes.io/docs/concepts/policy/limit-range/ */
export interface LimitRange extends KubeObject {
  kind: 'LimitRange'
  spec?: {
    limits: {
      type: string
      default?: Record<string, string>
      defaultRequest?: Record<string, string>
      max?: Record<string, string>
      min?: Record<string, string>
      maxLimitRequestRatio?: Record<string, string>
    }[]
  }
}

/** https://kubernetes.io/docs/concepts/architecture/leases/ */
export interface Lease extends KubeObject {
  kind: 'Lease'
  spec?: {
    holderIdentity?: string
    leaseDurationSeconds?: number
    acquireTime?: string
    renewTime?: string
    leaseTransitions?: number
  }
}

/** core/v1 Event: what happened to an object, in words. */
export interface KubeEvent extends KubeObject {
  kind: 'Event'
  involvedObject: ObjectReference
  reason?: string
  message?: string
  type?: 'Normal' | 'Warning'
  count?: number
  firstTimestamp?: string | null
  lastTimestamp?: string | null
  eventTime?: string | null
  source?: { component?: string; host?: string }
  reportingComponent?: string
  reportingInstance?: string
}
