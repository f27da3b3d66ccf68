import { notFound } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { restrictNodeReading } from '../admission/node-reading.ts'
import { authorize } from '../authorize.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { objectKey } from '../object-key.ts'
import { presentOne } from '../present.ts'
import type { GetOptions, Reference } from '../resources.ts'
import { checkRevision, tooLargeRevision } from '../revisions.ts'

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
  { subresource, resourceVersion = '' }: GetOptions = {},
): Promise<KubeObject> => {
  await authorize(call, 'get', kind, { ...ref, subresource })
  await restrictNodeReading(call, kind, ref)
  checkRevision(resourceVersion)
  const object = await storedObject(call, kind, ref)
  await checkFreshness(call, resourceVersion, object)
  return presentOne(call, kind, object)
}

/** An object that is as new as was asked for says so itself; else the API must be. */
const checkFreshness = async (call: Call, wanted: string, { metadata }: KubeObject): Promise<void> => {
  if (!wanted || BigInt(wanted) <= BigInt(metadata.resourceVersion ?? '0')) return
  const current = await call.door.objects.revision(call.api)
  if (BigInt(wanted) > BigInt(current)) throw tooLargeRevision(wanted, current)
}
