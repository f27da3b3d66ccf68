import { notFound } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { restrictNodeReading } from '../admission/node-reading.ts'
import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { objectKey } from '../object-key.ts'
import { presentOne } from '../present.ts'
import type { Reference } from '../resources.ts'

/** The object as it is stored; NotFound when there is none. Does not ask who may. */
export const storedObject = async (call: Call, kind: Kind, ref: Reference): Promise<KubeObject> => {
  const object = await call.door.objects.get(objectKey(kind, call.api, ref))
  if (!object) throw notFound(kind, ref.name)
  return object
}

/** Reads one object; NotFound when there is none. */
export const getObject = async (
  call: Call,
  kind: Kind,
  ref: Reference,
  { subresource }: { subresource?: 'status' } = {},
): Promise<KubeObject> => {
  await authorize(call, 'get', kind, { ...ref, subresource })
  await restrictNodeReading(call, kind, ref)
  return presentOne(call, kind, await storedObject(call, kind, ref))
}
