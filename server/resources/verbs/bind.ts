import { conflict, StatusError } from '#domain/errors.ts'
import type { Condition, KubeObject } from '#domain/kube/object.ts'
import { authorize } from '../authorize.ts'
import { changeObject } from '../change-object.ts'
import type { Call } from '../door.ts'
import { pod } from '../kinds/pod.ts'
import type { Reference, WriteOptions } from '../resources.ts'
import { timestamp } from '../timestamp.ts'

const scheduled = (current: KubeObject, now: string): Condition[] => {
  const others = ((current.status?.conditions ?? []) as Condition[]).filter(({ type }) => type !== 'PodScheduled')
  return [...others, { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now }]
}

/**
 * Puts a pod on a node, once: Conflict when it is on one already or is being deleted. The pod's PodScheduled condition turns True in the
 * same write. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/binding-v1/
 */
export const bindPod = async (call: Call, ref: Reference, node: string, options: WriteOptions = {}): Promise<void> => {
  await authorize(call, 'create', pod, { ...ref, subresource: 'binding' })
  if (!node) throw new StatusError('BadRequest', 'a Binding needs the name of a node in target.name')
  const now = timestamp(call.door.clock.now())
  const of = { group: '', resource: 'pods/binding' }
  await changeObject(call, pod, ref, {
    ...options,
    retry: () => true,
    isPrepared: true,
    next: (current) => {
      if (current.spec.nodeName)
        throw conflict(of, ref.name, `pod ${ref.name} is already assigned to node "${current.spec.nodeName}"`)
      if (current.metadata.deletionTimestamp)
        throw conflict(of, ref.name, `pod ${ref.name} is being deleted, cannot be assigned to a host`)
      return {
        ...current,
        metadata: { ...current.metadata, generation: (current.metadata.generation ?? 0) + 1 },
        spec: { ...current.spec, nodeName: node },
        status: { ...current.status, conditions: scheduled(current, now) },
      }
    },
  })
}
