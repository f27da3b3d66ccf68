import type { Condition, KubeObject } from '#domain/kube/object.ts'
import type { Container, ContainerStatus, Pod } from '#domain/kube/pod.ts'
import { podReady, podReason, podRestarts } from '#domain/kube/pod-columns.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import { type Fix, PLACEMENT_ANNOTATION, type PlacementNote } from '#domain/placement.ts'

/** A pod as lists show it. `id` is the object's uid; `version` changes with every write. */
export interface PodRow {
  id: string
  version: string
  namespace: string
  name: string
  phase: string
  /** The STATUS column of kubectl. */
  status: string
  ready: string
  restarts: string
  hostName: string
  address: string
  createdAt: string
  owner: string
  /** Whether Kubernetes lets whoever asked delete it: a role of the namespace, or a binding made there. */
  mayDelete: boolean
}

export interface ContainerRow {
  name: string
  image: string
  init: boolean
  state: 'Waiting' | 'Running' | 'Terminated'
  reason: string
  message: string
  ready: boolean
  restarts: number
  startedAt: string
  requests: string
  limits: string
}

/** A pod as its own page shows it; `object` is what the YAML tab prints. */
export interface PodDetail extends PodRow {
  supervisorId: string
  labels: Record<string, string>
  qosClass: string
  message: string
  startedAt: string
  conditions: Condition[]
  containers: ContainerRow[]
  /** Why it is not placed, as the scheduler left it; absent once it has a host. */
  placement?: { summary: string; reasons: { reason: string; count: number; hosts: string[] }[]; fixes: Fix[] }
  object: KubeObject
}

export interface WorkloadRow {
  id: string
  version: string
  namespace: string
  name: string
  wanted: number
  ready: number
  current: number
  images: string
  createdAt: string
}

export interface WorkloadEventRow {
  id: string
  version: string
  namespace: string
  lastSeen: string
  type: string
  reason: string
  object: string
  message: string
  count: number
  source: string
}

/** What a pod's row says besides the pod. `now` is for the age of the last restart. */
export interface PodRowFacts {
  now: Date
  mayDelete: boolean
}

/** The row of a pod. */
export const podRow = (pod: Pod, { now, mayDelete }: PodRowFacts): PodRow => {
  const { metadata, spec, status } = pod
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  return {
    id: metadata.uid ?? `${metadata.namespace}/${metadata.name}`,
    version: metadata.resourceVersion ?? '',
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    phase: status?.phase ?? 'Pending',
    status: podReason(pod),
    ready: podReady(pod),
    restarts: podRestarts(pod, now),
    hostName: spec.nodeName ?? '',
    address: status?.podIP ?? '',
    createdAt: metadata.creationTimestamp ?? '',
    owner: owner ? `${owner.kind}/${owner.name}` : '',
    mayDelete,
  }
}

const amounts = (list: Record<string, string> | undefined): string =>
  Object.entries(list ?? {})
    .map(([resource, amount]) => `${resource} ${amount}`)
    .join(', ')

const containerRow = (container: Container, status: ContainerStatus | undefined, init: boolean): ContainerRow => {
  const { waiting, running, terminated } = status?.state ?? {}
  return {
    name: container.name,
    image: container.image ?? '',
    init,
    state: running ? 'Running' : terminated ? 'Terminated' : 'Waiting',
    reason: waiting?.reason ?? (terminated ? (terminated.reason ?? `Exit code ${terminated.exitCode}`) : ''),
    message: waiting?.message ?? terminated?.message ?? '',
    ready: status?.ready ?? false,
    restarts: status?.restartCount ?? 0,
    startedAt: running?.startedAt ?? terminated?.startedAt ?? '',
    requests: amounts(container.resources?.requests),
    limits: amounts(container.resources?.limits),
  }
}

const placementOf = (pod: Pod): PodDetail['placement'] => {
  const text = pod.metadata.annotations?.[PLACEMENT_ANNOTATION]
  if (!text || pod.spec.nodeName) return undefined
  try {
    const note = JSON.parse(text) as PlacementNote
    if (note.host !== null) return undefined
    const everywhere = note.everywhere.map((reason) => ({ reason, count: 0, hosts: [] }))
    return { summary: note.summary, reasons: [...everywhere, ...note.reasons], fixes: note.fixes }
  } catch {
    // Somebody else wrote the annotation: it tells us nothing.
    return undefined
  }
}

/** Everything a pod's page shows. */
export const podDetail = (pod: Pod, supervisorId: string, facts: PodRowFacts): PodDetail => {
  const { metadata, spec, status } = pod
  const rows = (containers: Container[] | undefined, statuses: ContainerStatus[] | undefined, init: boolean) =>
    (containers ?? []).map((each) =>
      containerRow(
        each,
        statuses?.find(({ name }) => name === each.name),
        init,
      ),
    )
  const placement = placementOf(pod)
  const { managedFields: _noise, ...shown } = metadata
  return {
    ...podRow(pod, facts),
    supervisorId,
    labels: metadata.labels ?? {},
    qosClass: status?.qosClass ?? '',
    message: status?.message ?? '',
    startedAt: status?.startTime ?? '',
    conditions: status?.conditions ?? [],
    containers: [
      ...rows(spec.initContainers, status?.initContainerStatuses, true),
      ...rows(spec.containers, status?.containerStatuses, false),
    ],
    ...(placement ? { placement } : {}),
    object: { ...pod, metadata: shown },
  }
}

/** The row of a Deployment or ReplicaSet. */
export const workloadRow = ({ metadata, spec, status }: KubeObject): WorkloadRow => ({
  id: metadata.uid ?? `${metadata.namespace}/${metadata.name}`,
  version: metadata.resourceVersion ?? '',
  namespace: metadata.namespace ?? '',
  name: metadata.name,
  wanted: spec?.replicas ?? 1,
  ready: status?.readyReplicas ?? 0,
  current: status?.updatedReplicas ?? status?.replicas ?? 0,
  images: ((spec?.template?.spec?.containers ?? []) as Container[]).map(({ image }) => image ?? '').join(', '),
  createdAt: metadata.creationTimestamp ?? '',
})

/** The row of a Kubernetes event. */
export const workloadEventRow = (event: KubeEvent): WorkloadEventRow => ({
  id: event.metadata.uid ?? event.metadata.name,
  version: event.metadata.resourceVersion ?? '',
  namespace: event.metadata.namespace ?? '',
  lastSeen: event.lastTimestamp ?? event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '',
  type: event.type ?? 'Normal',
  reason: event.reason ?? '',
  object: `${event.involvedObject?.kind ?? ''}/${event.involvedObject?.name ?? ''}`,
  message: (event.message ?? '').trim(),
  count: event.count ?? 1,
  source: event.source?.component ?? event.reportingComponent ?? '',
})
