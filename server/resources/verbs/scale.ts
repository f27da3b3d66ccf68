import { conflict, invalid } from '#domain/errors.ts'
import { invalidValue } from '#domain/kube/causes.ts'
import { formatSelector } from '#domain/kube/labels.ts'
import type { KubeObject, LabelSelector } from '#domain/kube/object.ts'
import { authorize } from '../authorize.ts'
import { changeObject } from '../change-object.ts'
import type { Call } from '../door.ts'
import { type Kind, requireWritable } from '../kind.ts'
import type { Reference, WriteOptions } from '../resources.ts'
import { storedObject } from './get.ts'

// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/ : autoscaling/v1 Scale

const scaleOf = ({ metadata, spec, status }: KubeObject): KubeObject => {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      ...(uid ? { uid } : {}),
      ...(resourceVersion ? { resourceVersion } : {}),
      ...(creationTimestamp ? { creationTimestamp } : {}),
    },
    spec: spec?.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status?.replicas ?? 0, selector: formatSelector(spec?.selector as LabelSelector | undefined) },
  }
}

/** Reads the scale of something that has replicas. */
export const getScale = async (call: Call, kind: Kind, ref: Reference): Promise<KubeObject> => {
  requireWritable(kind, 'scale')
  await authorize(call, 'get', kind, { ...ref, subresource: 'scale' })
  return scaleOf(await storedObject(call, kind, ref))
}

/** Sets the replicas from a Scale that `next` makes of the present one; the one place where replicas are changed alone. */
const changeScale = async (
  call: Call,
  kind: Kind,
  ref: Reference,
  options: WriteOptions,
  next: (scale: KubeObject) => KubeObject,
): Promise<KubeObject> => {
  let retry = true
  const stored = await changeObject(call, kind, ref, {
    ...options,
    retry: () => retry,
    next: (current) => {
      const now = scaleOf(current)
      const scale = next(now)
      const wanted = scale.metadata?.resourceVersion
      if (wanted && wanted !== now.metadata.resourceVersion) throw conflict(kind, ref.name)
      retry = !wanted
      const replicas: unknown = scale.spec?.replicas ?? 0
      if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
        throw invalid('Scale', 'autoscaling', ref.name, [
          invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'),
        ])
      }
      return { ...current, metadata: { ...current.metadata }, spec: { ...current.spec, replicas } }
    },
  })
  return scaleOf(stored)
}

/** Replaces the scale; without a resourceVersion unconditionally. */
export const updateScale = async (call: Call, kind: Kind, scale: KubeObject, options: WriteOptions = {}): Promise<KubeObject> => {
  await authorize(call, 'update', kind, { ...scale.metadata, subresource: 'scale' })
  return changeScale(call, kind, scale.metadata, options, () => scale)
}

/** Patches the scale. */
export const patchScale = async (
  call: Call,
  kind: Kind,
  ref: Reference,
  apply: (scale: KubeObject) => KubeObject,
  options: WriteOptions = {},
): Promise<KubeObject> => {
  await authorize(call, 'patch', kind, { ...ref, subresource: 'scale' })
  // The revision in the present scale is not a wish of the caller's.
  return changeScale(call, kind, ref, options, (scale) => {
    const patched = apply(scale)
    const isOwn = patched.metadata?.resourceVersion === scale.metadata.resourceVersion
    return isOwn ? { ...patched, metadata: { ...patched.metadata, resourceVersion: '' } } : patched
  })
}
