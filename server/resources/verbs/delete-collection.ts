import { hasReason } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import type { DeleteOptions, ListOptions } from '../resources.ts'
import { removeObject } from './delete.ts'
import { selectObjects } from './list.ts'

const AT_ONCE = 32

/** Deletes everything that the list selects and answers with what that was; what is gone meanwhile is no error. */
export const deleteCollection = async (
  call: Call,
  kind: Kind,
  list: ListOptions,
  options: DeleteOptions = {},
): Promise<KubeObject[]> => {
  await authorize(call, 'deletecollection', kind, { namespace: list.namespace })
  const { items } = await selectObjects(call, kind, list)
  const deleted: KubeObject[] = []
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(
      items.slice(start, start + AT_ONCE).map(async (item) => {
        try {
          deleted.push((await removeObject(call, kind, item.metadata, options)) ?? item)
        } catch (error) {
          if (!hasReason(error, 'NotFound')) throw error
        }
      }),
    )
  }
  return deleted
}
