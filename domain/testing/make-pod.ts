import type { OwnerReference } from '../kube/object.ts'
import type { Affinity, ContainerPort, Pod, PodPhase, PodSpec, Toleration, TopologySpreadConstraint } from '../kube/pod.ts'

/** What a test wants to say of a pod; everything else is an ordinary running default. */
export interface PodOptions {
  name?: string
  namespace?: string
  uid?: string
  labels?: Record<string, string>
  requests?: Record<string, string>
  limits?: Record<string, string>
  overhead?: Record<string, string>
  ports?: ContainerPort[]
  node?: string
  nodeSelector?: Record<string, string>
  affinity?: Affinity
  tolerations?: Toleration[]
  spread?: TopologySpreadConstraint[]
  /** `ReplicaSet/web-7d9f`: the controller that owns the pod. */
  owner?: string
  phase?: PodPhase
  /** Anything else of the spec, laid over the rest. */
  spec?: Partial<PodSpec>
}

const ownerReference = (owner: string): OwnerReference => {
  const [kind = '', name = ''] = owner.split('/')
  return { apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, name, uid: `uid-${owner}`, controller: true }
}

/** A valid Pod of one container, for tests; say only what the test is about. */
export const makePod = (options: PodOptions = {}): Pod => {
  const { name = 'web', namespace = 'default' } = options
  const resources = {
    ...(options.requests ? { requests: options.requests } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: options.uid ?? `uid-${namespace}-${name}`,
      ...(options.labels ? { labels: options.labels } : {}),
      ...(options.owner ? { ownerReferences: [ownerReference(options.owner)] } : {}),
    },
    spec: {
      containers: [{ name: 'main', image: 'nginx', resources, ...(options.ports ? { ports: options.ports } : {}) }],
      ...(options.node ? { nodeName: options.node } : {}),
      ...(options.nodeSelector ? { nodeSelector: options.nodeSelector } : {}),
      ...(options.affinity ? { affinity: options.affinity } : {}),
      ...(options.tolerations ? { tolerations: options.tolerations } : {}),
      ...(options.spread ? { topologySpreadConstraints: options.spread } : {}),
      ...(options.overhead ? { overhead: options.overhead } : {}),
      ...options.spec,
    },
    status: { phase: options.phase ?? 'Pending' },
  }
}
