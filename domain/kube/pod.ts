import type { Condition, KubeObject, LabelSelector, ObjectMeta } from './object.ts'

export interface ResourceRequirements {
  requests?: Record<string, string>
  limits?: Record<string, string>
}

export interface ContainerPort {
  name?: string
  containerPort: number
  protocol?: string
  hostPort?: number
}

export interface HttpGet {
  path?: string
  port: number | string
  scheme?: string
  host?: string
}

/** Ways of asking or telling a container something; exactly one is given. */
export interface Handler {
  exec?: { command: string[] }
  httpGet?: HttpGet
  tcpSocket?: { port: number | string }
  grpc?: { port: number; service?: string }
  sleep?: { seconds: number }
}

export interface Probe extends Handler {
  initialDelaySeconds?: number
  timeoutSeconds?: number
  periodSeconds?: number
  successThreshold?: number
  failureThreshold?: number
  terminationGracePeriodSeconds?: number
}

/** One key of a ConfigMap or Secret. */
export interface KeyRef {
  name?: string
  key: string
  optional?: boolean
}

/** A ConfigMap or Secret by name. */
export interface ObjectRef {
  name?: string
  optional?: boolean
}

export interface EnvSource {
  fieldRef?: { apiVersion?: string; fieldPath: string }
  resourceFieldRef?: { containerName?: string; resource: string; divisor?: string }
  configMapKeyRef?: KeyRef
  secretKeyRef?: KeyRef
  fileKeyRef?: KeyRef & { volumeName?: string; path?: string }
}

export interface EnvFrom {
  prefix?: string
  configMapRef?: ObjectRef
  secretRef?: ObjectRef
}

export interface DownwardAPIItem {
  path: string
  fieldRef?: { apiVersion?: string; fieldPath: string }
  resourceFieldRef?: { containerName?: string; resource: string; divisor?: string }
}

/** The keys of a ConfigMap or Secret that become files; all of them when `items` is absent. */
export interface FilesOf extends ObjectRef {
  items?: { key: string; path: string }[]
}

export interface ProjectedSource {
  configMap?: FilesOf
  secret?: FilesOf
  downwardAPI?: { items?: DownwardAPIItem[] }
  serviceAccountToken?: { path: string; audience?: string; expirationSeconds?: number }
  podCertificate?: { maxExpirationSeconds?: number }
}

/** A volume has one source beside its name. https://kubernetes.io/docs/concepts/storage/volumes/ */
export interface Volume {
  name: string
  emptyDir?: { medium?: string; sizeLimit?: string }
  configMap?: FilesOf & { defaultMode?: number }
  secret?: { secretName?: string; optional?: boolean; items?: { key: string; path: string }[]; defaultMode?: number }
  downwardAPI?: { items?: DownwardAPIItem[]; defaultMode?: number }
  projected?: { sources?: ProjectedSource[]; defaultMode?: number }
  ephemeral?: { volumeClaimTemplate?: { spec?: { volumeMode?: string } } }
  image?: { reference?: string; pullPolicy?: string }
  hostPath?: { path: string; type?: string }
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean }
  /** The many sources that no vSphere Pod can have. */
  [source: string]: unknown
}

export interface EnvVar {
  name: string
  value?: string
  valueFrom?: EnvSource
}

export interface Container {
  name: string
  image?: string
  command?: string[]
  args?: string[]
  workingDir?: string
  env?: EnvVar[]
  envFrom?: EnvFrom[]
  ports?: ContainerPort[]
  resources?: ResourceRequirements
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean; subPath?: string }[]
  livenessProbe?: Probe
  readinessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: { postStart?: Handler; preStop?: Handler }
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  terminationMessagePath?: string
  terminationMessagePolicy?: string
  restartPolicy?: 'Always'
  securityContext?: Record<string, unknown>
  stdin?: boolean
  tty?: boolean
}

export interface Toleration {
  key?: string
  operator?: 'Exists' | 'Equal'
  value?: string
  effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  tolerationSeconds?: number
}

export interface NodeSelectorRequirement {
  key: string
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  values?: string[]
}

export interface NodeSelectorTerm {
  matchExpressions?: NodeSelectorRequirement[]
  matchFields?: NodeSelectorRequirement[]
}

export interface PodAffinityTerm {
  labelSelector?: LabelSelector
  topologyKey: string
  namespaces?: string[]
  namespaceSelector?: LabelSelector
}

export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] }
    preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: NodeSelectorTerm }[]
  }
  podAffinity?: PodAffinityRules
  podAntiAffinity?: PodAffinityRules
}

export interface PodAffinityRules {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[]
  preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; podAffinityTerm: PodAffinityTerm }[]
}

export interface TopologySpreadConstraint {
  maxSkew: number
  topologyKey: string
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'
  labelSelector?: LabelSelector
  matchLabelKeys?: string[]
  minDomains?: number
  nodeAffinityPolicy?: 'Honor' | 'Ignore'
  nodeTaintsPolicy?: 'Honor' | 'Ignore'
}

export interface PodSpec {
  containers: Container[]
  initContainers?: Container[]
  ephemeralContainers?: Container[]
  nodeName?: string
  nodeSelector?: Record<string, string>
  affinity?: Affinity
  tolerations?: Toleration[]
  topologySpreadConstraints?: TopologySpreadConstraint[]
  restartPolicy?: 'Always' | 'OnFailure' | 'Never'
  terminationGracePeriodSeconds?: number
  activeDeadlineSeconds?: number
  serviceAccountName?: string
  schedulerName?: string
  priority?: number
  priorityClassName?: string
  overhead?: Record<string, string>
  hostNetwork?: boolean
  hostPID?: boolean
  hostIPC?: boolean
  volumes?: Volume[]
  securityContext?: Record<string, unknown>
  dnsPolicy?: string
  enableServiceLinks?: boolean
  // biome-ignore lint/suspicious/noExplicitAny: fields we carry without a rule of our own
  [field: string]: any
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string }
  running?: { startedAt?: string }
  terminated?: {
    exitCode: number
    signal?: number
    reason?: string
    message?: string
    startedAt?: string
    finishedAt?: string
    containerID?: string
  }
}

export interface ContainerStatus {
  name: string
  state?: ContainerState
  lastState?: ContainerState
  ready: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
  started?: boolean
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown'

export interface PodStatus {
  phase?: PodPhase
  conditions?: Condition[]
  message?: string
  reason?: string
  nominatedNodeName?: string
  hostIP?: string
  podIP?: string
  podIPs?: { ip: string }[]
  startTime?: string
  containerStatuses?: ContainerStatus[]
  initContainerStatuses?: ContainerStatus[]
  qosClass?: 'Guaranteed' | 'Burstable' | 'BestEffort'
  observedGeneration?: number
}

/** A vSphere Pod: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export interface Pod extends KubeObject {
  kind: 'Pod'
  metadata: ObjectMeta
  spec: PodSpec
  status?: PodStatus
}

/** Pods in these phases hold no resources any more. */
export const isTerminal = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
