import type { KubeObject, OwnerReference } from './object.ts'

// https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/

/** The one owner that manages the object, if it has one. */
export const controllerOf = ({ metadata }: KubeObject): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller)

/** True when the object is managed by exactly that owner, not by one of the same name that came before it. */
export const isControlledBy = (object: KubeObject, owner: KubeObject): boolean => controllerOf(object)?.uid === owner.metadata.uid

/** What an object says of the owner that manages it. */
export const controllerReference = ({ apiVersion, kind, metadata }: KubeObject): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
})
