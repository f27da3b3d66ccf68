import { structOf, type TypeRef } from './table.ts'

const innermost = (type: TypeRef): TypeRef => (type.form === 'list' || type.form === 'map' ? innermost(type.of) : type)

/** The struct type's name inside a field: of the list items for a list, of the values for a map; undefined for scalars. */
export const structNameIn = (type: TypeRef): string | undefined => {
  const inner = innermost(type)
  return inner.form === 'struct' && structOf(inner.name) ? inner.name : undefined
}
