import { alreadyExists } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Call, NamespaceHook } from '../door.ts'
import { namespace } from '../kinds/namespace.ts'
import { objectKey } from '../object-key.ts'
import type { WriteOptions } from '../resources.ts'

/**
 * `kubectl create namespace` makes the vSphere Namespace first, which may refuse; then the Kubernetes one. A dry run only asks both. The namespace controller may
 * be faster with the latter: then its object is the answer, with the labels and annotations that were asked for.
 */
export const createBothNamespaces = async (
  call: Call,
  hook: NamespaceHook,
  object: KubeObject,
  store: () => Promise<KubeObject | 'exists'>,
  { dryRun = false }: WriteOptions,
): Promise<KubeObject> => {
  const { name } = object.metadata
  const key = objectKey(namespace, call.api, { name })
  if (await call.door.objects.get(key)) throw alreadyExists(namespace, name)
  await hook.create(call.user, name, call.api, { dryRun })
  const stored = await store()
  if (dryRun) return object
  const result = stored === 'exists' ? await addMetadata(call, object) : stored
  call.trail.after = result
  return result
}

const addMetadata = async (call: Call, object: KubeObject): Promise<KubeObject> => {
  const key = objectKey(namespace, call.api, object.metadata)
  for (;;) {
    const current = await call.door.objects.get(key)
    if (!current) throw alreadyExists(namespace, object.metadata.name)
    const metadata = {
      ...current.metadata,
      labels: { ...current.metadata.labels, ...object.metadata.labels },
      annotations: { ...current.metadata.annotations, ...object.metadata.annotations },
    }
    const outcome = await call.door.objects.write({
      operation: 'update',
      key,
      object: { ...current, metadata },
      expectedRevision: current.metadata.resourceVersion ?? '',
    })
    if (outcome.ok) return outcome.object
  }
}
