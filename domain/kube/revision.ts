import type { KubeObject } from './object.ts'

// https://kubernetes.io/docs/reference/labels-annotations-taints/#deployment-kubernetes-io-revision

/** Which rollout a ReplicaSet, or a Deployment, is at; `kubectl rollout history` counts by it. */
export const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision'
/** The revisions a ReplicaSet had before it was rolled back to. */
export const REVISION_HISTORY_ANNOTATION = 'deployment.kubernetes.io/revision-history'
/** What the Deployment wanted when it last sized the set; another number means that it was scaled. */
export const DESIRED_REPLICAS_ANNOTATION = 'deployment.kubernetes.io/desired-replicas'
/** The most pods the Deployment allowed then. */
export const MAX_REPLICAS_ANNOTATION = 'deployment.kubernetes.io/max-replicas'

const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION_ANNOTATION,
  REVISION_HISTORY_ANNOTATION,
  DESIRED_REPLICAS_ANNOTATION,
  MAX_REPLICAS_ANNOTATION,
])

/** The revision of a ReplicaSet or Deployment; 0 when it has none. */
export const revisionOf = ({ metadata }: KubeObject): number => Number(metadata.annotations?.[REVISION_ANNOTATION]) || 0

/** What a Deployment says about itself that its new ReplicaSet says too, such as the cause of the change. */
export const copiedAnnotations = ({ metadata }: KubeObject): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key)))

/** The annotations of a set that becomes the new one at `revision`; a revision it already had goes to its history. */
export const atRevision = (annotations: Record<string, string>, revision: number): Record<string, string> => {
  const before = annotations[REVISION_ANNOTATION]
  if (before !== undefined && Number(before) >= revision) return annotations
  const history = [annotations[REVISION_HISTORY_ANNOTATION], before].filter((part) => part).join(',')
  return {
    ...annotations,
    [REVISION_ANNOTATION]: String(revision),
    ...(history ? { [REVISION_HISTORY_ANNOTATION]: history } : {}),
  }
}
