import { badRequest } from '#domain/errors.ts'
import { type FieldRequirement, matchesFields, parseFieldSelector } from '#domain/kube/field-selector.ts'
import { matchesRequirements, type Requirement } from '#domain/kube/labels.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { parseSelector } from '#domain/kube/parse-selector.ts'
import type { ListQuery } from '#server/store/object-store.ts'
import type { Kind } from './kind.ts'

/** Which objects of a kind somebody wants to see. */
export interface Selection {
  namespace?: string | undefined
  labels: Requirement[]
  fields: FieldRequirement[]
}

const METADATA_FIELDS = ['metadata.name', 'metadata.namespace']

/** Reads the selectors as clients send them; BadRequest for one that can't be read or a field that can't be selected by. */
export const selectionOf = (
  kind: Kind,
  { namespace, labelSelector, fieldSelector }: { namespace?: string; labelSelector?: string; fieldSelector?: string },
): Selection => {
  const fields = parseFieldSelector(fieldSelector ?? '')
  for (const { field } of fields) {
    if (!METADATA_FIELDS.includes(field) && !kind.fieldNames.includes(field))
      throw badRequest(`field label not supported: ${field}`)
  }
  return { namespace: kind.namespaced ? namespace || undefined : undefined, labels: parseSelector(labelSelector ?? ''), fields }
}

const fieldsOf = (kind: Kind, object: KubeObject): Record<string, string> => ({
  ...kind.fields(object),
  'metadata.name': object.metadata.name,
  'metadata.namespace': object.metadata.namespace ?? '',
})

/** True when the stored object is selected. */
export const isSelected = (kind: Kind, selection: Selection, object: KubeObject): boolean =>
  (selection.namespace === undefined || object.metadata.namespace === selection.namespace) &&
  matchesRequirements(object.metadata.labels, selection.labels) &&
  (selection.fields.length === 0 || matchesFields(fieldsOf(kind, object), selection.fields))

const HOST_FIELD = 'spec.nodeName'

/** The part of a selection that the database answers from its columns, and the fields that are left to look at. */
export const queryOf = (selection: Selection): { query: Partial<ListQuery>; rest: FieldRequirement[] } => {
  const query: Partial<ListQuery> = {}
  if (selection.namespace !== undefined) query.namespace = selection.namespace
  if (selection.labels.length > 0) query.labels = selection.labels
  const rest = selection.fields.filter((requirement) => {
    const { field, equals, value } = requirement
    if (!equals || value === '') return true
    if (field === 'metadata.name' && query.name === undefined) query.name = value
    else if (field === 'metadata.namespace' && query.namespace === undefined) query.namespace = value
    else if (field === HOST_FIELD && query.host === undefined) query.host = value
    else return true
    return false
  })
  return { query, rest }
}
