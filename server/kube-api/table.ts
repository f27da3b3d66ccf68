import type { KubeObject } from '#domain/kube/object.ts'
import type { ServedResource } from './served-resource.ts'

/** How much of each object a Table row carries, from the `includeObject` parameter. */
export type IncludeObject = 'None' | 'Metadata' | 'Object'

/** What a Table is made of besides its rows. */
export interface TableForm {
  served: Pick<ServedResource, 'columns' | 'cells'>
  /** Version of meta.k8s.io that was asked for: `v1` or `v1beta1`. */
  version: string
  include: IncludeObject
  now: Date
}

const columnDefinitions = ({ columns }: Pick<ServedResource, 'columns'>) =>
  columns.map(({ name, type, format = '', description = '', priority = 0 }) => ({ name, type, format, description, priority }))

/** The metadata of an object alone: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks */
export const partialMetadata = (object: KubeObject, version: string) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: `meta.k8s.io/${version}`,
  metadata: object.metadata,
})

const row = (object: KubeObject, { served, include, now, version }: TableForm) => ({
  cells: served.cells(object, now),
  object: include === 'None' ? null : include === 'Object' ? object : partialMetadata(object, version),
})

/**
 * Objects as `kubectl get` prints them; `columns: false` leaves the definitions out, as the later events of a watch do.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
 */
export const tableOf = (objects: readonly KubeObject[], metadata: object, form: TableForm, columns = true) => ({
  kind: 'Table',
  apiVersion: `meta.k8s.io/${form.version}`,
  metadata,
  columnDefinitions: columns ? columnDefinitions(form.served) : null,
  rows: objects.map((object) => row(object, form)),
})

/** Reads `includeObject`; Metadata when there is none. */
export const includeObjectOf = (query: URLSearchParams): IncludeObject => {
  const asked = query.get('includeObject')
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata'
}
