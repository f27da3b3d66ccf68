import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import { pod } from '../kinds/pod.ts'
import type { DeleteOptions, Reference } from '../resources.ts'
import { removeObject } from './delete.ts'

/**
 * Removes a pod the way a delete does, asked for as an eviction. Nothing holds an eviction back: disruption budgets are not served.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 */
export const evictPod = async (call: Call, ref: Reference, options: DeleteOptions = {}): Promise<void> => {
  await authorize(call, 'create', pod, { ...ref, subresource: 'eviction' })
  await removeObject(call, pod, ref, options)
}
