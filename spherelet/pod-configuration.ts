import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Container, PodSpec } from '#domain/kube/pod.ts'
import { environmentReferences, type PodReference, volumeReferences } from '#domain/kube/pod-references.ts'

/** Reads a ConfigMap or Secret of the pod's namespace; a StatusError when it can't be had. */
export type ReadObject = (kind: PodReference['kind'], name: string) => Promise<KubeObject>

type Missing = { object: string } | { key: string; of: PodReference }

const has = ({ data, binaryData }: KubeObject, key: string): boolean =>
  Object.hasOwn(data ?? {}, key) || Object.hasOwn(binaryData ?? {}, key)

/** The first of these that is not there, in the words of whoever was asked; undefined when all are, or may be missing. */
const firstMissing = async (references: PodReference[], read: ReadObject): Promise<Missing | undefined> => {
  for (const reference of references) {
    try {
      const object = await read(reference.kind, reference.name)
      const key = reference.keys.find((each) => !has(object, each))
      if (key !== undefined && !reference.optional) return { key, of: reference }
    } catch (error) {
      const isAbsent = hasReason(error, 'NotFound')
      if (isAbsent && reference.optional) continue
      const kind = reference.kind.toLowerCase()
      return { object: isAbsent ? `${kind} "${reference.name}" not found` : (error as Error).message }
    }
  }
  return undefined
}

/**
 * Why the container can't be made: a ConfigMap or Secret of its environment is missing, or has not the key. In kubelet's words:
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet_pods.go
 */
export const environmentProblem = async (
  container: Container,
  namespace: string,
  read: ReadObject,
): Promise<string | undefined> => {
  const missing = await firstMissing(environmentReferences(container), read)
  if (!missing) return undefined
  if ('object' in missing) return missing.object
  return `couldn't find key ${missing.key} in ${missing.of.kind} ${namespace}/${missing.of.name}`
}

/** Why the pod's volumes can't be mounted, as kubelet's FailedMount event says it. Only what a container mounts is looked at. */
export const mountProblem = async (spec: PodSpec, read: ReadObject): Promise<string | undefined> => {
  const mounted = new Set(
    [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)),
  )
  for (const volume of spec.volumes ?? []) {
    if (!mounted.has(volume.name)) continue
    const missing = await firstMissing(volumeReferences(volume), read)
    if (!missing) continue
    const why =
      'object' in missing
        ? missing.object
        : `references non-existent ${missing.of.kind === 'Secret' ? 'secret' : 'config'} key: ${missing.key}`
    return `MountVolume.SetUp failed for volume "${volume.name}" : ${why}`
  }
  return undefined
}
