import { conflict, hasReason, isStatusError } from '#domain/errors.ts'
import { setDeploymentCondition } from '#domain/kube/deployment-status.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { controllerReference, isControlledBy } from '#domain/kube/owners.ts'
import { podTemplateHash, TEMPLATE_HASH_LABEL, withoutHash } from '#domain/kube/pod-template-hash.ts'
import {
  atRevision,
  copiedAnnotations,
  DESIRED_REPLICAS_ANNOTATION,
  MAX_REPLICAS_ANNOTATION,
  revisionOf,
} from '#domain/kube/revision.ts'
import { fenceposts, newSetSize, oldestFirst, type Resize, wantedOf } from '#domain/kube/rollout-plan.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '#domain/kube/workloads.ts'
import type { ControllerContext } from '../runtime/controller.ts'
import { keyOf, splitKey } from '../runtime/informer.ts'

export const DEPLOYMENTS = 'deployments.apps'
export const SETS = 'replicasets.apps'

const sameTemplate = (a: PodTemplateSpec, b: PodTemplateSpec): boolean => jsonEqual(withoutHash(a), withoutHash(b))

/** The set made from the Deployment's present template: the oldest, should there be more than one. */
export const findNewest = (deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined =>
  oldestFirst(sets).find((set) => sameTemplate(set.spec.template, deployment.spec.template))

const nextRevision = (old: readonly ReplicaSet[]): number => Math.max(0, ...old.map(revisionOf)) + 1

/** What the Deployment wants of a set beside its size: how large it was allowed to be when it was last sized. */
const sizing = (deployment: Deployment): Record<string, string> => ({
  [DESIRED_REPLICAS_ANNOTATION]: String(wantedOf(deployment)),
  [MAX_REPLICAS_ANNOTATION]: String(wantedOf(deployment) + fenceposts(deployment).surge),
})

/** Makes the set that already matches the template the newest revision; the same set when it is that already. */
export const promote = async (
  { client }: ControllerContext,
  deployment: Deployment,
  newest: ReplicaSet,
  old: readonly ReplicaSet[],
): Promise<ReplicaSet> => {
  const annotations = atRevision({ ...newest.metadata.annotations, ...copiedAnnotations(deployment) }, nextRevision(old))
  const { minReadySeconds } = deployment.spec
  if (jsonEqual(annotations, newest.metadata.annotations) && (newest.spec.minReadySeconds ?? 0) === (minReadySeconds ?? 0)) {
    return newest
  }
  return (await client.update(SETS, {
    ...newest,
    metadata: { ...newest.metadata, annotations },
    spec: { ...newest.spec, ...(minReadySeconds === undefined ? {} : { minReadySeconds }) },
  })) as ReplicaSet
}

const newSet = (deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSet => {
  const { template, selector, minReadySeconds } = deployment.spec
  const hash = podTemplateHash(template, deployment.status?.collisionCount)
  const labels = { ...template.metadata?.labels, [TEMPLATE_HASH_LABEL]: hash }
  const { name, namespace } = deployment.metadata
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels,
      annotations: atRevision({ ...copiedAnnotations(deployment), ...sizing(deployment) }, nextRevision(old)),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newSetSize(deployment, old, undefined),
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [TEMPLATE_HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
}

/**
 * Creates the set for the present template. One that is there already is taken when it is ours and from this template (the cache was a
 * moment behind); otherwise the names collide, the collision is counted, and the next attempt has another name.
 */
export const createNewest = async (
  context: ControllerContext,
  deployment: Deployment,
  old: readonly ReplicaSet[],
): Promise<ReplicaSet> => {
  const { client, clock, events } = context
  const wanted = newSet(deployment, old)
  try {
    const made = (await client.create(SETS, wanted)) as ReplicaSet
    if (wantedOf(made) > 0) {
      events.record(
        deployment,
        'Normal',
        'ScalingReplicaSet',
        `Scaled up replica set ${made.metadata.name} from 0 to ${wantedOf(made)}`,
      )
    }
    return made
  } catch (error) {
    if (hasReason(error, 'AlreadyExists')) return takeExisting(context, deployment, wanted)
    if (!isStatusError(error) || hasReason(error, 'NotFound')) throw error
    const { message } = error
    events.record(
      deployment,
      'Warning',
      'ReplicaSetCreateError',
      `Failed to create new replica set "${wanted.metadata.name}": ${message}`,
    )
    const conditions = setDeploymentCondition(
      deployment.status?.conditions,
      { type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError', message },
      clock.now(),
    )
    if (!jsonEqual(conditions, deployment.status?.conditions)) {
      await client.update(DEPLOYMENTS, { ...deployment, status: { ...deployment.status, conditions } }, { subresource: 'status' })
    }
    throw error
  }
}

const takeExisting = async ({ client }: ControllerContext, deployment: Deployment, wanted: ReplicaSet): Promise<ReplicaSet> => {
  const found = (await client.get(SETS, splitKey(keyOf(wanted)))) as ReplicaSet
  if (isControlledBy(found, deployment) && sameTemplate(found.spec.template, deployment.spec.template)) return found
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1
  await client.update(DEPLOYMENTS, { ...deployment, status: { ...deployment.status, collisionCount } }, { subresource: 'status' })
  throw conflict({ group: 'apps', resource: 'replicasets' }, wanted.metadata.name, 'another ReplicaSet has that name')
}

/** Gives a set its size and remembers on it what the Deployment wanted then; tells it when the size changed. */
export const resize = async (
  { client, events }: ControllerContext,
  deployment: Deployment,
  { set, replicas }: Resize,
): Promise<ReplicaSet> => {
  const before = wantedOf(set)
  const annotations = { ...set.metadata.annotations, ...sizing(deployment) }
  if (before === replicas && jsonEqual(annotations, set.metadata.annotations)) return set
  const metadata = { ...set.metadata, annotations }
  const resized = (await client.update(SETS, { ...set, metadata, spec: { ...set.spec, replicas } })) as ReplicaSet
  if (before !== replicas) {
    const way = replicas > before ? 'up' : 'down'
    const message = `Scaled ${way} replica set ${set.metadata.name} from ${before} to ${replicas}`
    events.record(deployment, 'Normal', 'ScalingReplicaSet', message)
  }
  return resized
}
