import { hasReason } from '#domain/errors.ts'
import { matchesRequirements, selectorRequirements } from '#domain/kube/labels.ts'
import type { KubeObject, LabelSelector } from '#domain/kube/object.ts'
import { controllerOf, controllerReference } from '#domain/kube/owners.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { type Informer, keyOf, splitKey } from './informer.ts'

const INDEX = 'controller'

const orphansOf = (namespace: string | undefined) => `orphans in ${namespace ?? ''}`

/** Files a cache by the uid of each object's controller, and what has none by namespace; call before it starts. */
export const indexByController = (informer: Informer): Informer =>
  informer.index(INDEX, (object) => [controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace)])

/** What the owner controls, by the cache; `indexByController` must have been called for it. */
export const controlledBy = (informer: Informer, owner: KubeObject): KubeObject[] =>
  informer.indexed(INDEX, owner.metadata.uid ?? '')

export interface ClaimOptions {
  client: ResourceClient
  /** The cache of the kind that is claimed, indexed by `indexByController`. */
  informer: Informer
  /** The owner as the cache has it, and the resource it is of. */
  owner: KubeObject & { spec: { selector: LabelSelector } }
  ownerResource: string
  /** False leaves an object without an owner alone (a finished pod, for example). */
  mayAdopt?(object: KubeObject): boolean
}

/**
 * What belongs to an owner with a selector: what it controls and still selects, and what it selects that nobody controls, which is
 * adopted by writing the owner into it. What it controls but does not select any more is let go.
 * https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#non-template-pod-acquisitions
 */
export const claim = async (options: ClaimOptions): Promise<KubeObject[]> => {
  const { informer, owner, mayAdopt = () => true } = options
  const terms = selectorRequirements(owner.spec.selector)
  const isSelected = (object: KubeObject) => matchesRequirements(object.metadata.labels, terms)
  const own: KubeObject[] = []
  for (const object of controlledBy(informer, owner)) {
    if (isSelected(object)) own.push(object)
    else if (!owner.metadata.deletionTimestamp) await release(options, object)
  }
  if (owner.metadata.deletionTimestamp) return own
  const free = informer
    .indexed(INDEX, orphansOf(owner.metadata.namespace))
    .filter((object) => !object.metadata.deletionTimestamp && isSelected(object) && mayAdopt(object))
  if (free.length === 0 || !(await isStillThere(options))) return own
  for (const object of free) {
    const adopted = await adopt(options, object)
    if (adopted) own.push(adopted)
  }
  return own
}

// The cache may still show an owner that was deleted a moment ago, and its dependents set free; it must not catch them again.
const isStillThere = async ({ client, owner, ownerResource }: ClaimOptions): Promise<boolean> => {
  const stored = await client.get(ownerResource, splitKey(keyOf(owner)))
  return stored.metadata.uid === owner.metadata.uid && !stored.metadata.deletionTimestamp
}

const adopt = async ({ client, informer, owner }: ClaimOptions, object: KubeObject): Promise<KubeObject | undefined> => {
  const metadata = { uid: object.metadata.uid, ownerReferences: [controllerReference(owner)] }
  try {
    return await client.patch(informer.resource, splitKey(keyOf(object)), { type: 'strategic', body: { metadata } })
  } catch (error) {
    // Gone, or somebody else was faster: two controllers at once are refused as invalid.
    if (hasReason(error, 'NotFound') || hasReason(error, 'Invalid') || hasReason(error, 'Conflict')) return undefined
    throw error
  }
}

const release = async ({ client, informer, owner }: ClaimOptions, object: KubeObject): Promise<void> => {
  const metadata = {
    uid: object.metadata.uid,
    ownerReferences: [{ $patch: 'delete', uid: owner.metadata.uid }],
  }
  try {
    await client.patch(informer.resource, splitKey(keyOf(object)), { type: 'strategic', body: { metadata } })
  } catch (error) {
    if (!hasReason(error, 'NotFound') && !hasReason(error, 'Conflict')) throw error
  }
}
