import { conflict, invalid } from '#domain/errors.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import type { KubeObject, ObjectMeta } from '#domain/kube/object.ts'
import { validateMetadata, validateMetadataUpdate } from '#domain/kube/validate-metadata.ts'
import { hasStatus, type Kind, kindId } from './kind.ts'
import type { Subresource } from './resources.ts'

/** What a new version of an object may decide, and what stays as the server set it. */
export interface UpdateRules {
  subresource?: Subresource | undefined
  /** The control plane itself may also take a namespace's finalizer through the main resource. */
  isControlPlane: boolean
}

const OWNED = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'namespace',
] as const

/** The metadata of the new version with everything the server owns taken from the old one. */
const keepOwned = (metadata: ObjectMeta, old: ObjectMeta): ObjectMeta => {
  const kept: Record<string, unknown> = { ...metadata }
  delete kept.managedFields
  delete kept.selfLink
  for (const field of OWNED) {
    if (old[field] === undefined) delete kept[field]
    else kept[field] = old[field]
  }
  return kept as unknown as ObjectMeta
}

// Kubelets put labels and annotations on Nodes and Pods through their status.
const STATUS_CARRIES_METADATA = ['pods', 'nodes']

const withStatus = (kind: Kind, next: KubeObject, old: KubeObject): KubeObject => {
  const { status, ...rest } = old
  const { labels, annotations } = next.metadata
  const metadata = STATUS_CARRIES_METADATA.includes(kindId(kind))
    ? { ...old.metadata, ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) }
    : old.metadata
  return { ...rest, metadata, ...(next.status === undefined ? {} : { status: next.status }) } as KubeObject
}

const withMain = (kind: Kind, next: KubeObject, old: KubeObject, { isControlPlane }: UpdateRules): KubeObject => {
  const prepared: KubeObject = { ...next, metadata: keepOwned(next.metadata, old.metadata) }
  if (hasStatus(kind)) {
    if (old.status === undefined) delete prepared.status
    else prepared.status = old.status
  }
  const finalizers = prepared.spec?.finalizers
  kind.prepareUpdate(prepared, old)
  if (isControlPlane && kindId(kind) === 'namespaces' && Array.isArray(finalizers))
    prepared.spec = { ...prepared.spec, finalizers }
  kind.applyDefaults(prepared)
  if (kind.hasGeneration && !jsonEqual(prepared.spec, old.spec)) {
    prepared.metadata.generation = (old.metadata.generation ?? 0) + 1
  }
  return prepared
}

/**
 * The object as it will be stored: `next` where it may decide, `old` elsewhere. Invalid when it breaks a rule of the kind. The spec
 * stays when the status is written, and the other way round.
 */
export const prepareUpdate = (kind: Kind, next: KubeObject, old: KubeObject, rules: UpdateRules): KubeObject => {
  const { name } = old.metadata
  if (next.metadata.uid && next.metadata.uid !== old.metadata.uid) {
    throw conflict(
      kind,
      name,
      `Precondition failed: UID in precondition: ${next.metadata.uid}, UID in object meta: ${old.metadata.uid}`,
    )
  }
  if (rules.subresource === 'status') return withStatus(kind, next, old)
  if (rules.subresource === 'finalize') {
    return { ...old, metadata: { ...old.metadata }, spec: { ...old.spec, finalizers: next.spec?.finalizers ?? [] } }
  }
  const prepared = withMain(kind, next, old, rules)
  const causes = [
    ...validateMetadata(prepared.metadata, kind.nameRule),
    ...validateMetadataUpdate(prepared.metadata, old.metadata),
    ...kind.validate(prepared, old),
  ]
  if (causes.length > 0) throw invalid(kind.kind, kind.group, name, causes)
  return prepared
}
