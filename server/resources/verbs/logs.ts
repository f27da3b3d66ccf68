import { badRequest, invalid, notFound } from '#domain/errors.ts'
import { invalidValue } from '#domain/kube/causes.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import { node } from '../kinds/node.ts'
import { pod as podKind } from '../kinds/pod.ts'
import { objectKey } from '../object-key.ts'
import type { LogOptions, Reference } from '../resources.ts'
import { storedObject } from './get.ts'

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container'

const checkOptions = (options: LogOptions, name: string): void => {
  const causes = (['tailLines', 'sinceSeconds', 'limitBytes'] as const).flatMap((field) => {
    const value = options[field]
    const minimum = field === 'tailLines' ? 0 : 1
    return value !== undefined && value < minimum
      ? [invalidValue(field, value, `must be greater than or equal to ${minimum}`)]
      : []
  })
  if (options.sinceSeconds !== undefined && options.sinceTime !== undefined) {
    causes.push({
      reason: 'FieldValueForbidden',
      message: 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      field: '',
    })
  }
  if (causes.length > 0) throw invalid('PodLogOptions', '', name, causes)
}

/** The container that is meant; BadRequest names the choices when it is not clear. */
const containerOf = ({ metadata, spec }: Pod, asked: string | undefined): string => {
  const names = [...spec.containers, ...(spec.initContainers ?? [])].map(({ name }) => name)
  const wanted = asked || metadata.annotations?.[DEFAULT_CONTAINER]
  if (wanted) {
    if (names.includes(wanted)) return wanted
    throw badRequest(`container ${wanted} is not valid for pod ${metadata.name}; it has: ${names.join(', ')}`)
  }
  const [only] = spec.containers
  if (spec.containers.length === 1 && only) return only.name
  throw badRequest(`a container name must be specified for pod ${metadata.name}, choose one of: [${names.join(' ')}]`)
}

/** Opens a container's log at its host's Spherelet; BadRequest while the pod has no host. */
export const podLogs = async (
  call: Call,
  ref: Reference,
  options: LogOptions,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> => {
  await authorize(call, 'get', podKind, { ...ref, subresource: 'log' })
  checkOptions(options, ref.name)
  const pod = (await storedObject(call, podKind, ref)) as Pod
  const container = containerOf(pod, options.container)
  if (!pod.spec.nodeName) throw badRequest(`pod ${ref.name} does not have a host assigned`)
  const host = await call.door.objects.get(objectKey(node, call.api, { name: pod.spec.nodeName }))
  if (!host) throw notFound(node, pod.spec.nodeName)
  return call.door.clusterLogs(host, pod, { ...options, container }, signal)
}
