import { type Field, fieldOf, type GroupVersionKind, structOf, type TypeRef, typeOfKind } from './table.ts'

/** How a strategic merge patch treats one field. */
export interface PatchInfo {
  /** Lists with a merge key are merged item by item: `name` for containers. */
  mergeKey?: string
  /** `merge`, `retainKeys` or `merge,retainKeys`; absent means replace. */
  strategy?: string
}

const next = (type: TypeRef | undefined): TypeRef | undefined =>
  type?.form === 'list' || type?.form === 'map' ? next(type.of) : type

/** The field that a path of JSON names leads to; list items and map values take no step of their own. */
const fieldAt = (typeName: string | undefined, path: readonly string[]): Field | undefined => {
  const [first, ...rest] = path
  const field = typeName === undefined || first === undefined ? undefined : fieldOf(typeName, first)
  if (!field || rest.length === 0) return field
  const type = next(field.type)
  return type?.form === 'struct' ? fieldAt(type.name, rest) : undefined
}

/**
 * How strategic merge patch treats the field at `path` (`['spec', 'containers', 'ports']`); empty when it is replaced, unknown or of
 * a kind without a schema. https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export const patchInfo = (gvk: GroupVersionKind, path: readonly string[]): PatchInfo => {
  const field = fieldAt(typeOfKind(gvk), path)
  return {
    ...(field?.patchMergeKey ? { mergeKey: field.patchMergeKey } : {}),
    ...(field?.patchStrategy ? { strategy: field.patchStrategy } : {}),
  }
}

/** The struct type's name inside a field: of the list items for a list, of the values for a map; undefined for scalars. */
export const structNameIn = (type: TypeRef): string | undefined => {
  const inner = next(type)
  return inner?.form === 'struct' && structOf(inner.name) ? inner.name : undefined
}
