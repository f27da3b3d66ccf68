import { conflict } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { authorize } from '../authorize.ts'
import { changeObject } from '../change-object.ts'
import { decode } from '../decode.ts'
import type { Call } from '../door.ts'
import { type Kind, requireWritable } from '../kind.ts'
import { presentOne } from '../present.ts'
import type { Subresource, WriteOptions } from '../resources.ts'
import { updateScale } from './scale.ts'

/**
 * Replaces the object. With metadata.resourceVersion only that version (Conflict otherwise); without one unconditionally. The status
 * changes through its subresource only.
 */
export const updateObject = async (
  call: Call,
  kind: Kind,
  sent: KubeObject,
  options: WriteOptions & { subresource?: Subresource } = {},
): Promise<KubeObject> => {
  const { subresource } = options
  requireWritable(kind, subresource)
  if (subresource === 'scale') return updateScale(call, kind, sent, options)
  const { name, namespace } = sent.metadata ?? {}
  await authorize(call, 'update', kind, { namespace: kind.namespaced ? namespace : undefined, name, subresource })
  const decoded = decode(kind, sent)
  const object = kind.view ? kind.view.fromView(decoded) : decoded
  const wanted = object.metadata.resourceVersion
  const stored = await changeObject(call, kind, object.metadata, {
    ...options,
    retry: () => !wanted,
    next: (current) => {
      if (wanted && wanted !== current.metadata.resourceVersion) throw conflict(kind, name ?? '')
      // The object is used once per attempt; rules fill it in.
      return structuredClone(object)
    },
  })
  return presentOne(call, kind, stored)
}
